/** Where keys come from when an instance was given none. */
export interface CredentialSource {
  /**
   * The key of `provider` for calls to `origin`, or undefined.
   * @throws ProviderError in words that hold no credential: the call fails with it. Whatever else is thrown
   * is told to nobody, and the call fails with code `auth`.
   */
  readonly get: (provider: string, origin: string) => Promise<string | undefined>;
}

/** Where keys come from when an instance was given none. */
export interface CredentialSource {
  /**
   * The key of `provider` for calls to `origin`, or undefined.
   * @throws whatever the source throws; the call then fails with code `auth`.
   */
  readonly get: (provider: string, origin: string) => Promise<string | undefined>;
}

/** A service that the inference server trusts to speak for its users; every value counts as a secret. */
export interface TrustedClient {
  /** What the operator of the server gave the service. */
  readonly apiKey: string;
  /** Name of the service, such as `website`. */
  readonly client: string;
  /** The user, as the service knows them. */
  readonly providerAccountId: string;
  readonly userId: string;
  readonly username: string;
}

/** Name of the header in which a trusted client proves itself. */
export const TRUSTED_CLIENT_HEADER = "TrustedClient";

/** The value of that header: base64 of JSON in UTF-8. */
export function trustedClientHeader(trusted: TrustedClient): string {
  const json = JSON.stringify({
    api_key: trusted.apiKey,
    client: trusted.client,
    provider_account_id: trusted.providerAccountId,
    user_id: trusted.userId,
    username: trusted.username,
  });
  return btoa(String.fromCharCode(...new TextEncoder().encode(json)));
}

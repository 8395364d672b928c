/** What the flags of `g4f auth` say of a key. */
export interface KeyOptions {
  readonly account?: string;
  readonly baseUrl?: string;
  readonly keychain?: boolean;
}

/** What the flags of `g4f auth list` say. */
export interface ListOptions {
  readonly account?: string;
  readonly json?: boolean;
}

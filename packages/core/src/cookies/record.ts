/** When a browser sends the cookie along with requests of other sites. */
export type SameSite = "strict" | "lax" | "none";

/** One cookie with everything that decides where it goes. */
export interface CookieRecord {
  readonly name: string;
  readonly value: string;
  /** Lower case, punycode, IPv6 in brackets, no leading dot. */
  readonly domain: string;
  /** Whether it goes to `domain` alone; otherwise to all below it, too. */
  readonly hostOnly: boolean;
  /** Begins with a slash. */
  readonly path: string;
  /** Milliseconds since 1970; absent for a cookie of the session, which lasts as long as its store. */
  readonly expires?: number;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Kept for others; no cookie is held back for it, since every call stands for itself. */
  readonly sameSite?: SameSite;
}

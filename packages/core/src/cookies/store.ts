/** Names and values of the cookies of one place. */
export type Cookies = Readonly<Record<string, string>>;

/** Keeps cookies by domain (RFC 6265). Every method hands out copies. */
export interface CookieStore {
  /** Cookies that would be sent to `place`: a domain (taken as https) or an absolute URL. */
  readonly get: (place: string | URL) => Promise<Record<string, string>>;
  /**
   * Replaces all cookies of `domain`; `{}` or null removes them. A leading dot makes them valid for
   * its subdomains too, without it they are host-only.
   */
  readonly set: (domain: string, cookies: Cookies | null) => Promise<void>;
  /** Applies one `Set-Cookie` line that `url` sent; a line the jar refuses is dropped. */
  readonly setFromHeader: (url: string | URL, line: string) => Promise<void>;
}

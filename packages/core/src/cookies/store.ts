import type { CookieRecord } from "./record.ts";
import type { CookieWarning } from "./warning.ts";

/** Names and values of the cookies of one place. */
export type Cookies = Readonly<Record<string, string>>;

/**
 * Keeps cookies by host (RFC 6265). Every method hands out copies and keeps copies. Ports play no part
 * in RFC 6265: what was set for `x.test` is handed out for every port of it; that cookies go to one
 * origin only is up to the HTTP session.
 */
export interface CookieStore {
  /**
   * Cookies that would be sent to `place`: a domain (taken as `https://<domain>/`, a leading dot makes
   * no difference) or an absolute URL, whose path and scheme then count. Of several cookies of one
   * name the one with the longest path. The record has no prototype, so any name can be looked up.
   * @throws TypeError where `place` is neither; the message never shows a URL.
   */
  readonly get: (place: string | URL) => Promise<Record<string, string>>;
  /**
   * Replaces all cookies of `domain`, on every path, whoever set them; `{}` or null removes them. A
   * leading dot makes the new ones valid for its subdomains too, without it they are host-only. They
   * last as long as the store and are handed out exactly as they were given. `__Secure-` and
   * `__Host-` cookies get the attributes that their names ask for.
   * @throws TypeError where `domain` is no domain, or a public suffix or address with a leading dot,
   * or a cookie cannot stand in a header; nothing has changed then.
   */
  readonly set: (domain: string, cookies: Cookies | null) => Promise<void>;
  /**
   * Applies one `Set-Cookie` line that `url` sent; a line the jar refuses is dropped (no cookie, a
   * foreign domain, a public suffix, `Secure` over plain HTTP).
   * @throws TypeError where `url` is no absolute URL.
   */
  readonly setFromHeader: (url: string | URL, line: string) => Promise<void>;
}

/** A {@link CookieStore} whose cookies can be listed, brought in and taken out. */
export interface CookieJar extends CookieStore {
  /**
   * Copies of the cookies that are not expired, oldest first: of `domain` and of all hosts below it, or
   * of all.
   * @throws TypeError where `domain` is no domain.
   */
  readonly records: (domain?: string) => Promise<readonly CookieRecord[]>;
  /**
   * Takes in all that can be kept, in order; a later one replaces an earlier one of the same domain,
   * path and name. Says of each other one why it was left out.
   */
  readonly add: (records: readonly CookieRecord[]) => Promise<readonly CookieWarning[]>;
  /** The domains that have cookies, sorted. */
  readonly domains: () => Promise<readonly string[]>;
  /**
   * Removes the cookies of `domain` and of all hosts below it, or all; gives how many there were.
   * @throws TypeError where `domain` is no domain.
   */
  readonly clear: (domain?: string) => Promise<number>;
}

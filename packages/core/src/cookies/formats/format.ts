import type { CookieRecord } from "../record.ts";
import type { CookieWarning } from "../warning.ts";

/**
 * Forms in which cookies travel: a `Cookie` header; the JSON of the extensions EditThisCookie and
 * Cookie-Editor; Netscape's `cookies.txt`; an HTTP archive; Playwright's `storageState`, in which a
 * saved jar is kept as well.
 */
export const COOKIE_FORMATS = [
  "header",
  "edit-this-cookie",
  "cookie-editor",
  "netscape",
  "har",
  "storage-state",
] as const;

/** One of {@link COOKIE_FORMATS}. */
export type CookieFormat = (typeof COOKIE_FORMATS)[number];

/** What a text or file with cookies held. */
export interface CookieReading {
  readonly format: CookieFormat;
  /** What is good and not expired, in the order of the text. */
  readonly records: readonly CookieRecord[];
  readonly warnings: readonly CookieWarning[];
}

/** How cookies are read. */
export interface ReadCookiesOptions {
  /**
   * Only cookies that `domain` or a host below it would be sent. A header, which names no domain, needs
   * it: its cookies become those of `domain`, with a leading dot of all below it, too.
   */
  readonly domain?: string;
  /** What warnings call the text. Default: nothing, and the path for a file. */
  readonly origin?: string;
}

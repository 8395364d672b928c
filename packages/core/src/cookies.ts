/** Cookies that come from somewhere and are kept somewhere: formats, sources, the saved jar. */
export type { CookieRecord, SameSite } from "./cookies/record.ts";
export { parseDomain as parseCookieDomain, type Domain as CookieDomain } from "./cookies/place.ts";
export type { CookieJar } from "./cookies/store.ts";
export type { CookieWarning, CookieWarningKind } from "./cookies/warning.ts";
export { CookieError, type CookieErrorCode } from "./cookies/cookie-error.ts";
export {
  COOKIE_FORMATS,
  type CookieFormat,
  type CookieReading,
  type ReadCookiesOptions,
} from "./cookies/formats/format.ts";
export { readCookies } from "./cookies/formats/read.ts";
export { readCookieFile } from "./cookies/formats/read-file.ts";
export { readHarHeaders } from "./cookies/formats/har-headers.ts";
export { writeCookies } from "./cookies/formats/write.ts";
export type { CookieSource, SourceReading } from "./cookies/sources/source.ts";
export { fileSource, type FileSourceOptions } from "./cookies/sources/file-source.ts";
export { folderSource } from "./cookies/sources/folder-source.ts";
export { withSources, type WithSourcesOptions } from "./cookies/sources/with-sources.ts";
export { isPersonal, markPersonal } from "./cookies/sources/personal.ts";
export { openCookieJar, type CookieJarOptions } from "./cookies/saved/open-cookie-jar.ts";

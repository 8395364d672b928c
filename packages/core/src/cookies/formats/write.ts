import type { CookieRecord } from "../record.ts";
import { writeCookieEditor, writeEditThisCookie } from "./extension-json.ts";
import { COOKIE_FORMATS, type CookieFormat } from "./format.ts";
import { writeHeader } from "./header.ts";
import { writeNetscape } from "./netscape.ts";
import { writeStorageState } from "./storage-state.ts";
import { writeHar } from "./write-har.ts";

const WRITERS: Readonly<Record<CookieFormat, (records: readonly CookieRecord[]) => string>> = {
  header: writeHeader,
  "edit-this-cookie": writeEditThisCookie,
  "cookie-editor": writeCookieEditor,
  netscape: writeNetscape,
  har: (records) => writeHar(records, new Date()),
  "storage-state": writeStorageState,
};

/**
 * The records in a form that others read; the text holds their values. The three JSON forms but `har` keep
 * everything; `netscape` and `har` round times up to seconds, `netscape` has no SameSite, and `header` has
 * names and values only.
 * @throws TypeError where the form cannot say it: a `header` of several domains, a tab in `netscape`.
 */
export function writeCookies(records: readonly CookieRecord[], format: CookieFormat): string {
  if (!COOKIE_FORMATS.includes(format)) {
    throw new TypeError(`a format is one of ${COOKIE_FORMATS.join(", ")}`);
  }
  return WRITERS[format](records);
}

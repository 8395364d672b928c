import { labelOf } from "../check-record.ts";
import { ownerOf } from "../place.ts";
import type { CookieRecord } from "../record.ts";
import type { Collector } from "./collect.ts";

const TITLE = "# Netscape HTTP Cookie File";
const HTTP_ONLY = "#HttpOnly_";

/** Whether `text` looks like a `cookies.txt`. */
export function isNetscape(text: string): boolean {
  return (
    /^# (?:Netscape )?HTTP Cookie File/.test(text) ||
    text.split(/\r?\n/, 50).some((line) => line.split("\t").length >= 6)
  );
}

/** Reads a `cookies.txt`, one cookie a line: seven fields with tabs between them. */
export function readNetscape(text: string, { add, warnings }: Collector): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const isHttpOnly = line.startsWith(HTTP_ONLY);
    if (line.trim() === "" || (line.startsWith("#") && !isHttpOnly)) continue;
    const record = readLine(isHttpOnly ? line.slice(HTTP_ONLY.length) : line, isHttpOnly);
    const where = `line ${index + 1}`;
    if (typeof record === "string") warnings.add("broken", where, record);
    else add(record, where);
  }
}

/** A `cookies.txt`; it knows whole seconds and no SameSite. */
export function writeNetscape(records: readonly CookieRecord[]): string {
  return [TITLE, "", ...records.map(lineOf), ""].join("\n");
}

function readLine(line: string, httpOnly: boolean): CookieRecord | string {
  const fields = line.split("\t");
  // Some programs leave out the tab before an empty value.
  if (fields.length < 6 || fields.length > 7) return `${fields.length} fields where 7 belong`;
  const [domain = "", tail, path = "", secure, expiry = "", name = "", value = ""] = fields;
  const seconds = Number(expiry);
  if (!Number.isFinite(seconds)) return `${labelOf({ name })}: the expiry is no number`;
  const host = ownerOf(domain)?.host;
  if (host === undefined) return `${labelOf({ name })}: the domain is no host name`;
  return {
    name,
    value,
    domain: host,
    hostOnly: !isTrue(tail),
    path,
    ...(seconds === 0 ? {} : { expires: Math.round(seconds * 1000) }),
    secure: isTrue(secure),
    httpOnly,
  };
}

function isTrue(flag: string | undefined): boolean {
  return flag?.toUpperCase() === "TRUE";
}

function lineOf(record: CookieRecord): string {
  const { name, value, domain, hostOnly, path, expires, secure, httpOnly } = record;
  if ([name, value, path].some((field) => field.includes("\t"))) {
    throw new TypeError(`${labelOf(record)} holds a tab, which cookies.txt cannot carry`);
  }
  // Rounded up, or a cookie that expires within the second would become one of the session.
  const seconds = expires === undefined ? 0 : Math.ceil(expires / 1000);
  const fields = [
    hostOnly ? domain : `.${domain}`,
    hostOnly ? "FALSE" : "TRUE",
    path,
    secure ? "TRUE" : "FALSE",
    String(seconds),
    name,
    value,
  ];
  return `${httpOnly ? HTTP_ONLY : ""}${fields.join("\t")}`;
}

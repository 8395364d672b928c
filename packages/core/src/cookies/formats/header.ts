import { formatCookies } from "../../prompt/format-cookies.ts";
import type { Domain } from "../place.ts";
import type { CookieRecord } from "../record.ts";
import type { Collector } from "./collect.ts";

const FIELD = /^\s*cookie\s*:/i;

/** Whether `text` looks like a `Cookie` header, with its name or without. */
export function isHeader(text: string): boolean {
  const line = text.trim();
  return !/[\r\n]/.test(line) && (FIELD.test(line) || /^[^=;]+=/.test(line));
}

/** The pairs of a `Cookie` header: names and values as they are. */
export function pairsOf(header: string): (readonly [name: string, value: string] | undefined)[] {
  return header
    .trim()
    .replace(FIELD, "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 1
        ? undefined
        : ([part.slice(0, at).trimEnd(), part.slice(at + 1).trimStart()] as const);
    });
}

/** Reads a `Cookie` header as cookies of `domain`: for the session and every path. */
export function readHeader(text: string, domain: Domain, { add, warnings }: Collector): void {
  for (const [index, pair] of pairsOf(text).entries()) {
    const where = `cookie ${index + 1}`;
    if (pair === undefined) warnings.add("broken", where, "no name");
    else add(sessionCookie(pair, domain), where);
  }
}

/** A cookie of which nothing is known but name, value and domain. */
export function sessionCookie(
  [name, value]: readonly [name: string, value: string],
  { host, withSubdomains }: Domain,
): CookieRecord {
  return {
    name,
    value,
    domain: host,
    hostOnly: !withSubdomains,
    path: "/",
    secure: /^__(?:secure|host)-/i.test(name),
    httpOnly: false,
  };
}

/** @throws TypeError where the records are of several domains: one header goes to one host. */
export function writeHeader(records: readonly CookieRecord[]): string {
  const domains = new Set(records.map(({ domain }) => domain));
  if (domains.size > 1) {
    throw new TypeError("a header holds the cookies of one domain: choose one");
  }
  const first = new Map<string, string>();
  for (const { name, value } of records) if (!first.has(name)) first.set(name, value);
  return formatCookies(Object.fromEntries(first));
}

import { cookieFault, quote } from "./check.ts";
import { ownerOf } from "./place.ts";
import type { CookieRecord } from "./record.ts";
import type { CookieWarningKind } from "./warning.ts";

/** Why a record is left out. */
export interface RecordFault {
  readonly kind: CookieWarningKind;
  /** Names the cookie, never its value. */
  readonly reason: string;
}

/** What no path of a header may hold. */
const NO_PATH = /[;\p{Cc}]/u;

/** What is wrong with the record, at `now` in ms since 1970; undefined where it can be kept. */
export function recordFault(record: CookieRecord, now: number): RecordFault | undefined {
  const fault = brokenFault(record);
  if (fault !== undefined) return { kind: "broken", reason: `${labelOf(record)}: ${fault}` };
  if (record.expires === undefined || record.expires > now) return undefined;
  return { kind: "expired", reason: `${labelOf(record)} is expired` };
}

/** How a message names the cookie: `cookie "sid"`. */
export function labelOf({ name }: Pick<CookieRecord, "name">): string {
  return typeof name === "string" && name !== "" ? `cookie ${quote(name)}` : "a cookie";
}

function brokenFault(record: CookieRecord): string | undefined {
  return (
    cookieFault(record.name, record.value) ??
    domainFault(record.domain) ??
    pathFault(record.path) ??
    expiryFault(record.expires) ??
    prefixFault(record)
  );
}

function domainFault(domain: string): string | undefined {
  const owner = ownerOf(domain);
  if (owner === undefined) return "the domain is no host name";
  return owner.host === domain ? undefined : "the domain is not in canonical form";
}

function pathFault(path: string): string | undefined {
  if (typeof path !== "string" || !path.startsWith("/")) return 'the path does not begin with "/"';
  return NO_PATH.test(path) ? "the path holds what no header can carry" : undefined;
}

function expiryFault(expires: number | undefined): string | undefined {
  if (expires === undefined || Number.isFinite(expires)) return undefined;
  return "the expiry is no time";
}

/** RFC 6265bis, 4.1.3: what the name promises must be so. */
function prefixFault({ name, secure, hostOnly, path }: CookieRecord): string | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith("__secure-") && !secure) return "its name asks for Secure, which it lacks";
  if (!lower.startsWith("__host-") || (secure && hostOnly && path === "/")) return undefined;
  return "its name asks for Secure, one host only and the path /";
}

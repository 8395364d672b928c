import { defined } from "../../kit/defined.ts";
import { labelOf } from "../check-record.ts";
import { ownerOf, type Domain } from "../place.ts";
import type { CookieRecord, SameSite } from "../record.ts";

/** What extensions and Playwright write of a cookie; every field may be anything. */
interface JsonCookie {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly domain?: unknown;
  readonly hostOnly?: unknown;
  readonly path?: unknown;
  /** Seconds since 1970, with fractions: of extensions. */
  readonly expirationDate?: unknown;
  /** Seconds since 1970, with fractions, or -1: of Playwright. */
  readonly expires?: unknown;
  readonly session?: unknown;
  readonly secure?: unknown;
  readonly httpOnly?: unknown;
  readonly sameSite?: unknown;
  readonly id?: unknown;
  readonly storeId?: unknown;
}

const SAME_SITES: ReadonlyMap<unknown, SameSite> = new Map<unknown, SameSite>([
  ["strict", "strict"],
  ["lax", "lax"],
  ["none", "none"],
  ["no_restriction", "none"],
]);

/** The cookie that `value` tells of, or why it is none. */
export function readJsonCookie(value: unknown): CookieRecord | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "no JSON object";
  const cookie: JsonCookie = value;
  const { name, value: text, domain, path = "/" } = cookie;
  if (typeof name !== "string") return "no name";
  if (typeof text !== "string") return `${labelOf({ name })} has no value`;
  if (typeof path !== "string") return `${labelOf({ name })}: the path is no string`;
  const owner = typeof domain === "string" ? ownerOf(domain) : undefined;
  if (owner === undefined) return `${labelOf({ name })} has no domain`;
  const expires = expiryOf(cookie);
  if (typeof expires === "string") return `${labelOf({ name })}: ${expires}`;
  return {
    name,
    value: text,
    domain: owner.host,
    path,
    ...flagsOf(cookie, owner),
    ...defined({ expires }),
  };
}

function flagsOf(
  { hostOnly, secure, httpOnly, sameSite }: JsonCookie,
  { withSubdomains }: Domain,
): Pick<CookieRecord, "hostOnly" | "secure" | "httpOnly" | "sameSite"> {
  return {
    hostOnly: typeof hostOnly === "boolean" ? hostOnly : !withSubdomains,
    secure: secure === true,
    httpOnly: httpOnly === true,
    ...defined({ sameSite: SAME_SITES.get(String(sameSite).toLowerCase()) }),
  };
}

/** Which of the two extensions wrote it: only EditThisCookie numbers its cookies and names the store. */
export function extensionOf(value: unknown): "edit-this-cookie" | "cookie-editor" {
  const { id, storeId }: JsonCookie = typeof value === "object" && value !== null ? value : {};
  return typeof id === "number" || typeof storeId === "string"
    ? "edit-this-cookie"
    : "cookie-editor";
}

/** In ms since 1970; undefined for the session; words where it is no time. */
function expiryOf({ session, expirationDate, expires }: JsonCookie): number | string | undefined {
  const seconds = expirationDate ?? expires;
  if (session === true || seconds === undefined || seconds === null || seconds === -1) {
    return undefined;
  }
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return "the expiry is no number";
  return Math.round(seconds * 1000);
}

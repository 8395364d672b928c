import { labelOf } from "../check-record.ts";
import { parseDomain } from "../place.ts";
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
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "no object";
  const { name, value: text, domain, hostOnly, path = "/", ...rest }: JsonCookie = value;
  if (typeof name !== "string") return "no name";
  const label = labelOf({ name });
  if (typeof text !== "string") return `${label} has no value`;
  const owner = typeof domain === "string" ? ownerOf(domain) : undefined;
  if (owner === undefined) return `${label} has no domain`;
  if (typeof path !== "string") return `${label}: the path is no string`;
  const expires = expiryOf(rest);
  if (typeof expires === "string") return `${label}: ${expires}`;
  const sameSite = SAME_SITES.get(String(rest.sameSite).toLowerCase());
  return {
    name,
    value: text,
    domain: owner.host,
    hostOnly: typeof hostOnly === "boolean" ? hostOnly : !owner.withSubdomains,
    path,
    ...(expires === undefined ? {} : { expires }),
    secure: rest.secure === true,
    httpOnly: rest.httpOnly === true,
    ...(sameSite === undefined ? {} : { sameSite }),
  };
}

/** Which of the two extensions wrote it: only EditThisCookie numbers its cookies and names the store. */
export function extensionOf(value: unknown): "edit-this-cookie" | "cookie-editor" {
  const { id, storeId }: JsonCookie = typeof value === "object" && value !== null ? value : {};
  return typeof id === "number" || typeof storeId === "string"
    ? "edit-this-cookie"
    : "cookie-editor";
}

function ownerOf(domain: string): ReturnType<typeof parseDomain> | undefined {
  try {
    return parseDomain(domain);
  } catch {
    return undefined;
  }
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

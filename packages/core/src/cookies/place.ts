import { quote } from "./check.ts";

/** A domain as a caller names it, in canonical form. */
export interface Domain {
  /** Lower case, punycode, IPv6 in brackets, no leading dot. */
  readonly host: string;
  /** Whether it began with a dot. */
  readonly withSubdomains: boolean;
}

const LABEL = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/;
const ANY_LABEL = /./;
/** The URL parser strips, decodes or takes apart what has these; without them all is host. */
const NOT_IN_HOST = /[\s\p{Cc}\p{Cf}/\\?#@%[\]]/u;
const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "ws:", "wss:"]);

/**
 * Reads `example.com`, `.example.com`, `localhost`, `127.0.0.1`, `::1` or `[::1]`.
 * @throws TypeError where it is anything else.
 */
export function parseDomain(domain: string): Domain {
  if (typeof domain !== "string") throw notADomain(domain);
  const withSubdomains = domain.startsWith(".");
  const name = withSubdomains ? domain.slice(1) : domain;
  const host = canonicalHost(name);
  if (host === undefined) throw notADomain(domain);
  return { host, withSubdomains };
}

/**
 * Whom a cookie of others belongs to; undefined where that is no host at all. Takes hosts that
 * {@link parseDomain} does not, such as `_x.test`: they are on the web, if nobody names them so.
 */
export function ownerOf(domain: string): Domain | undefined {
  const withSubdomains = domain.startsWith(".");
  const host = canonicalHost(withSubdomains ? domain.slice(1) : domain, ANY_LABEL);
  return host === undefined ? undefined : { host, withSubdomains };
}

/** What to throw where `domain` has a leading dot but nobody owns all below it. */
export function noSubdomains(domain: string): TypeError {
  return new TypeError(
    `cookies cannot be set for all of ${quote(domain)}: an address, a single label or a public suffix has no subdomains of one owner; leave out the leading dot`,
  );
}

/**
 * The URL that `place` stands for: an absolute URL itself, a domain as `https://<domain>/`.
 * @throws TypeError where it is neither; the message never shows a URL.
 */
export function parsePlace(place: string | URL): URL {
  const isUrl = typeof place !== "string" || place.includes("://");
  return isUrl ? parseUrl(place) : new URL(`https://${parseDomain(place).host}/`);
}

/** @throws TypeError where it is no absolute HTTP URL; the message never shows it. */
export function parseUrl(input: string | URL): URL {
  const url = URL.parse(String(input));
  if (url === null || !SCHEMES.has(url.protocol)) {
    throw new TypeError("not an absolute URL of http, https, ws or wss");
  }
  return url;
}

/** Whether `host` is `parent` or below it; both in canonical form. */
export function isWithin(host: string, parent: string): boolean {
  return host === parent || host.endsWith(`.${parent}`);
}

function canonicalHost(name: string, label = LABEL): string | undefined {
  const bare = name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name;
  if (NOT_IN_HOST.test(bare)) return undefined;
  if (bare.includes(":")) return URL.parse(`https://[${bare}]/`)?.hostname;
  if (bare !== name) return undefined;
  const host = URL.parse(`https://${bare}/`)?.hostname ?? "";
  const labels = host.split(".");
  return host.length <= 253 && labels.every((part) => label.test(part)) ? host : undefined;
}

/** What is no domain may be a URL with a secret in it, so only plain text is shown. */
function notADomain(domain: unknown): TypeError {
  const shown =
    typeof domain === "string" && /^[\w.:-]{0,64}$/.test(domain)
      ? `${quote(domain)} is`
      : "this is";
  return new TypeError(
    `${shown} no cookie domain; it is a host name such as "example.com" or ".example.com", without scheme, port or path`,
  );
}

import type { Cookie } from "tough-cookie";

import { checkCookies, cookieFault, quote } from "./check.ts";
import { noSubdomains, parseDomain, parsePlace, parseUrl, type Domain } from "./place.ts";
import type { Cookies, CookieStore } from "./store.ts";
import { loadTough, type Tough } from "./tough.ts";

/** A {@link CookieStore} in memory. tough-cookie, which does the work, is loaded with the first use. */
export class JarCookieStore implements CookieStore {
  #tough: Promise<Tough> | undefined;

  /** See {@link CookieStore.get}. */
  async get(place: string | URL): Promise<Record<string, string>> {
    const url = parsePlace(place);
    const { jar } = await this.#load();
    const found: Record<string, string> = Object.create(null);
    for (const { key, value } of jar.getCookiesSync(url.href, { sort: true })) {
      if (!(key in found)) found[key] = value;
    }
    return found;
  }

  /** See {@link CookieStore.set}. */
  async set(domain: string, cookies: Cookies | null): Promise<void> {
    const parsed = parseDomain(domain);
    const entries = readCookies(cookies);
    if (parsed.withSubdomains) refuseHostCookies(entries);
    const tough = await this.#load();
    if (parsed.withSubdomains && !hasOwner(parsed.host, tough)) throw noSubdomains(domain);
    const key = tough.canonicalDomain(parsed.host) ?? parsed.host;
    tough.removeCookies(key);
    for (const [name, value] of entries) put(tough, parsed, name, value);
  }

  /** See {@link CookieStore.setFromHeader}. */
  async setFromHeader(url: string | URL, line: string): Promise<void> {
    const { href, hostname } = parseUrl(url);
    const tough = await this.#load();
    const cookie = tough.Cookie.parse(line);
    // A cookie that cannot be sent back would fail every later call.
    if (cookie === undefined || cookieFault(cookie.key, cookie.value) !== undefined) return;
    if (cookie.domain !== null && !hasOwner(cookie.domain, tough)) {
      // RFC 6265, 5.3: what has no single owner may name itself, for itself only.
      if (cookie.domain !== hostname) return;
      cookie.domain = null;
    }
    fixExpiry(cookie);
    tough.jar.setCookieSync(cookie, href, { ignoreError: true });
  }

  #load(): Promise<Tough> {
    this.#tough ??= loadTough();
    return this.#tough;
  }
}

/** A copy taken at once: what the caller changes later, while we load, is not ours. */
function readCookies(cookies: Cookies | null): readonly (readonly [string, string])[] {
  if (cookies === null) return [];
  if (typeof cookies !== "object" || Array.isArray(cookies)) {
    throw new TypeError("cookies must be an object of names and values, or null");
  }
  const copy = { ...cookies };
  checkCookies(copy);
  return Object.entries(copy);
}

function refuseHostCookies(entries: readonly (readonly [string, string])[]): void {
  const name = entries.find(([key]) => hasPrefix(key, "__host-"))?.[0];
  if (name === undefined) return;
  throw new TypeError(
    `cookie ${quote(name)}: a __Host- cookie is for one host only; leave out the leading dot of the domain`,
  );
}

/** The library counts Max-Age from the last use: a cookie in use would never expire. */
function fixExpiry(cookie: Cookie): void {
  if (typeof cookie.maxAge !== "number") return;
  const latest = 8.64e15;
  const end = cookie.maxAge > 0 ? Date.now() + cookie.maxAge * 1000 : 0;
  cookie.expires = new Date(Math.min(latest, end));
  cookie.maxAge = null;
}

/** Whether all below `host` belongs to one owner: no public suffix, address or single label. */
function hasOwner(host: string, { getPublicSuffix }: Tough): boolean {
  const options = { allowSpecialUseDomain: true, ignoreError: true };
  return host.includes(".") && getPublicSuffix(host, options) !== undefined;
}

function put({ jar, Cookie }: Tough, domain: Domain, key: string, value: string): void {
  const cookie = new Cookie({
    key,
    value,
    path: "/",
    domain: domain.withSubdomains ? domain.host : null,
    secure: hasPrefix(key, "__secure-") || hasPrefix(key, "__host-"),
  });
  jar.setCookieSync(cookie, `https://${domain.host}/`);
}

function hasPrefix(name: string, prefix: string): boolean {
  return name.toLowerCase().startsWith(prefix);
}

import {
  canonicalDomain,
  Cookie,
  CookieJar as ToughJar,
  getPublicSuffix,
  MemoryCookieStore,
  type Callback,
  type Nullable,
  type Store,
} from "tough-cookie";

import { labelOf, recordFault } from "./check-record.ts";
import { cookieFault } from "./check.ts";
import { isWithin, noSubdomains, ownerOf, type Domain } from "./place.ts";
import type { CookieRecord } from "./record.ts";
import { Warnings, type CookieWarning, type CookieWarningKind } from "./warning.ts";

/** The last moment that a date can tell, in ms since 1970. */
const LATEST = 8.64e15;

/**
 * A jar in memory over tough-cookie, all of it synchronous: no two changes ever interleave. Its
 * arguments have been checked.
 */
export class MemoryJar {
  readonly #store: Store = new MemoryCookieStore();
  readonly #jar = new ToughJar(this.#store);

  constructor() {
    findSingleLabels(this.#store);
  }

  get(url: URL): Record<string, string> {
    const found: Record<string, string> = Object.create(null);
    for (const { key, value } of this.#jar.getCookiesSync(url.href, { sort: true })) {
      if (!(key in found)) found[key] = value;
    }
    return found;
  }

  /** @throws TypeError where nobody owns all below the domain; nothing has changed then. */
  set(domain: Domain, entries: readonly (readonly [string, string])[]): void {
    const { host, withSubdomains } = domain;
    if (withSubdomains && !hasOwner(host)) throw noSubdomains(`.${host}`);
    this.#store.removeCookies(canonicalDomain(host) ?? host, null, () => {});
    for (const [key, value] of entries) {
      const secure = hasPrefix(key, "__secure-") || hasPrefix(key, "__host-");
      const cookie = new Cookie({ key, value, path: "/", secure });
      if (withSubdomains) cookie.domain = host;
      this.#jar.setCookieSync(cookie, `https://${host}/`);
    }
  }

  /** Applies the line as if it came at `now`; says why it was dropped where it was. */
  setFromHeader(
    { href, hostname }: URL,
    line: string,
    now: number = Date.now(),
  ): CookieWarningKind | undefined {
    const cookie = Cookie.parse(line);
    // A cookie that cannot be sent back would fail every later call.
    if (cookie === undefined || cookieFault(cookie.key, cookie.value) !== undefined)
      return "broken";
    const fault = fixDomain(cookie, hostname);
    if (fault !== undefined) return fault;
    fixExpiry(cookie, now);
    const kept = this.#jar.setCookieSync(cookie, href, { ignoreError: true });
    return kept === undefined ? "broken" : undefined;
  }

  /** What is not expired at `now`, of `host` and all below it or of all hosts, oldest first. */
  records(host?: string, now: number = Date.now()): CookieRecord[] {
    return this.#all()
      .map(recordOf)
      .filter(({ expires }) => expires === undefined || expires > now)
      .filter(({ domain }) => host === undefined || isWithin(domain, host));
  }

  /** What was to be sent to `url` at `now`, as {@link get} has it. */
  sentTo(url: URL, now: number): CookieRecord[] {
    return this.#jar
      .getCookiesSync(url.href, { sort: true, expire: false })
      .map(recordOf)
      .filter(({ expires }) => expires === undefined || expires > now);
  }

  /** Takes in what is good at `now`; says of the rest why it was left out. */
  add(records: readonly CookieRecord[], now: number = Date.now()): readonly CookieWarning[] {
    const warnings = new Warnings();
    for (const record of records) {
      const fault = recordFault(record, now);
      if (fault !== undefined) warnings.add(fault.kind, "", fault.reason);
      else if (!record.hostOnly && !hasOwner(record.domain)) {
        warnings.add("foreign", "", `${labelOf(record)} is for all of a domain that nobody owns`);
      } else this.#jar.setCookieSync(cookieOf(record), `https://${record.domain}/`);
    }
    return warnings.list();
  }

  /** Removes all of `host` and all below it, or all there is; gives how many there were. */
  clear(host?: string): number {
    const gone = this.#all().filter(
      (cookie) => host === undefined || isWithin(domainOf(cookie), host),
    );
    for (const { domain, path, key } of gone) this.#store.removeCookie(domain, path, key, () => {});
    return gone.length;
  }

  #all(): Cookie[] {
    let all: Cookie[] = [];
    this.#store.getAllCookies((_error, found) => {
      all = found ?? [];
    });
    return all;
  }
}

/** The library takes an IPv6 address out of its brackets. */
function domainOf({ domain }: Cookie): string {
  return domain?.includes(":") === true && !domain.startsWith("[") ? `[${domain}]` : (domain ?? "");
}

function recordOf(cookie: Cookie): CookieRecord {
  const { key, value, hostOnly, path, expires, secure, httpOnly, sameSite } = cookie;
  return {
    name: key,
    value,
    domain: domainOf(cookie),
    hostOnly: hostOnly === true,
    path: path ?? "/",
    ...(expires instanceof Date ? { expires: expires.getTime() } : {}),
    secure,
    httpOnly,
    ...(sameSite === "strict" || sameSite === "lax" || sameSite === "none" ? { sameSite } : {}),
  };
}

function cookieOf(record: CookieRecord): Cookie {
  const { name, value, domain, hostOnly, path, expires, secure, httpOnly, sameSite } = record;
  return new Cookie({
    key: name,
    value,
    domain: hostOnly ? null : domain,
    path,
    expires: expires === undefined ? "Infinity" : new Date(Math.min(LATEST, expires)),
    secure,
    httpOnly,
    ...(sameSite === undefined ? {} : { sameSite }),
  });
}

/** RFC 6265, 5.3: a cookie is for its host or for all below a domain that the host is in. */
function fixDomain(cookie: Cookie, host: string): CookieWarningKind | undefined {
  if (cookie.domain === null) return undefined;
  if (!hasOwner(cookie.domain)) {
    // What has no single owner may name itself, for itself only.
    if (cookie.domain !== host) return "foreign";
    cookie.domain = null;
    return undefined;
  }
  const owner = ownerOf(cookie.domain);
  // The library takes ".x.test" and " x.test" for hosts, and would keep what it never sends.
  if (owner?.withSubdomains !== false) return "broken";
  return isWithin(host, owner.host) ? undefined : "foreign";
}

/** The library counts Max-Age from the last use: a cookie in use would never expire. */
function fixExpiry(cookie: Cookie, now: number): void {
  if (typeof cookie.maxAge !== "number") return;
  const end = cookie.maxAge > 0 ? now + cookie.maxAge * 1000 : 0;
  cookie.expires = new Date(Math.min(LATEST, end));
  cookie.maxAge = null;
}

/** Whether all below `host` belongs to one owner: no public suffix, address or single label. */
function hasOwner(host: string): boolean {
  const options = { allowSpecialUseDomain: true, ignoreError: true };
  return host.includes(".") && getPublicSuffix(host, options) !== undefined;
}

function hasPrefix(name: string, prefix: string): boolean {
  return name.toLowerCase().startsWith(prefix);
}

/**
 * The library asks the list of public suffixes for every lookup, and that refuses "test", "local" and
 * "example", which may well be hosts of a private network. A single label has no parent domain, so
 * the jar gets all there is to choose from: it compares host, path, scheme and expiry in any case.
 */
function findSingleLabels(store: Store): void {
  const findCookies = store.findCookies.bind(store);
  const find = (
    domain: Nullable<string>,
    path: Nullable<string>,
    allowSpecial: boolean | undefined,
    callback: Callback<Cookie[]>,
  ): void => {
    if (domain?.includes(".") === true) findCookies(domain, path, allowSpecial, callback);
    else store.getAllCookies(callback);
  };
  Object.assign(store, { findCookies: find });
}

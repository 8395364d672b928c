import type { Callback, Cookie, CookieJar, Nullable, Store } from "tough-cookie";

type ToughCookie = typeof import("tough-cookie");

/** tough-cookie with one jar in memory, all of it synchronous: no two changes ever interleave. */
export interface Tough {
  readonly jar: CookieJar;
  /** Removes what was set by or for exactly this host, on every path. */
  readonly removeCookies: (host: string) => void;
  readonly Cookie: ToughCookie["Cookie"];
  readonly canonicalDomain: ToughCookie["canonicalDomain"];
  readonly getPublicSuffix: ToughCookie["getPublicSuffix"];
}

/** Loads tough-cookie and makes an empty jar. */
export async function loadTough(): Promise<Tough> {
  const { Cookie, CookieJar, MemoryCookieStore, canonicalDomain, getPublicSuffix } =
    await import("tough-cookie");
  const store: Store = new MemoryCookieStore();
  findSingleLabels(store);
  const removeCookies = (host: string): void => {
    store.removeCookies(host, null, () => {});
  };
  return { jar: new CookieJar(store), removeCookies, Cookie, canonicalDomain, getPublicSuffix };
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

import { JarCookieStore } from "./jar.ts";
import type { Cookies, CookieStore } from "./store.ts";

/** The store of the process, in memory; used where an instance was given none. */
export const defaultCookieStore: CookieStore = /* @__PURE__ */ new JarCookieStore();

/** Cookies of the default store that would be sent to `domain` (or to an absolute URL). */
export function getCookies(domain: string): Promise<Record<string, string>> {
  return defaultCookieStore.get(domain);
}

/** Replaces all cookies of `domain` in the default store; `{}` or null removes them. */
export function setCookies(domain: string, cookies: Cookies | null): Promise<void> {
  return defaultCookieStore.set(domain, cookies);
}

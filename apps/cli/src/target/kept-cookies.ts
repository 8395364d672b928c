import type { CookieStore } from "@g4f/core";

import type { Session } from "../session/session.ts";
import type { StoredCookies } from "../session/stored-cookies.ts";
import type { Entry } from "./settings.ts";

/** Cookies that a provider would be sent, by their names. */
export interface FoundCookies {
  readonly names: readonly string[];
  /** Where they are, for people. */
  readonly place: string;
}

/** Cookies that were kept, or why there are none. */
interface KeptCookies {
  readonly cookieStore?: CookieStore;
  readonly found?: FoundCookies;
  readonly missing?: string;
  readonly warnings: readonly string[];
}

const NONE: KeptCookies = { warnings: [] };

/**
 * The cookies that were kept for a provider at one address; those that the command line names go before
 * `given`, others behind.
 */
export async function keptCookies(
  { name, manifest }: Entry,
  address: string | undefined,
  given: Readonly<Record<string, string>> | undefined,
  session: Session | undefined,
): Promise<KeptCookies> {
  const cookies = session?.cookies;
  if (cookies === undefined) return NONE;
  if (manifest?.auth.includes("cookies") !== true) {
    const unused = `${name} takes no cookies: those of ${cookies.place} stay here`;
    return cookies.isGiven ? { warnings: [unused] } : NONE;
  }
  const isUsed = given === undefined || cookies.isGiven;
  if (!isUsed || address === undefined || !URL.canParse(address)) return NONE;
  return await lookUp(cookies, address);
}

async function lookUp({ store, place }: StoredCookies, address: string): Promise<KeptCookies> {
  try {
    const names = Object.keys(await store.get(address));
    const found = names.length === 0 ? {} : { found: { names, place } };
    return { cookieStore: store, warnings: [], ...found };
  } catch (error) {
    const { CookieError } = await import("@g4f/core/cookies");
    if (!CookieError.is(error)) throw error;
    return { missing: error.message, warnings: [] };
  }
}

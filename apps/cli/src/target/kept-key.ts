import { ProviderError, type CredentialSource } from "@g4f/core";

import type { Session } from "../session/session.ts";
import { keysFor, placeOf, type StoredKeys } from "../session/stored-keys.ts";
import type { Entry } from "./settings.ts";

/** A key that was kept, or why there is none. */
export interface KeptKey {
  readonly credentials?: CredentialSource;
  /** Where it is, for people; empty where there is none. */
  readonly places: readonly string[];
  readonly missing?: string;
  readonly warnings: readonly string[];
}

/** Nothing was kept that matters here. */
export const NONE: KeptKey = { places: [], warnings: [] };

/** The key that was kept for a provider at one origin, and for no other. */
export async function keptKey(
  { name, manifest }: Entry,
  origin: string | undefined,
  session: Session | undefined,
): Promise<KeptKey> {
  const keys = session?.keys;
  if (keys === undefined || manifest?.auth.includes("key") !== true) return NONE;
  const own = manifest.name.toLowerCase();
  if (origin !== undefined && keysFor(keys, own, origin).length > 0) {
    return await fitting(keys, own, origin);
  }
  const { account } = keys;
  const set = `g4f auth set ${own}${account === undefined ? "" : ` --account ${account}`}`;
  const other = keys.list.find(({ provider }) => provider === own);
  if (other !== undefined) {
    const words = `the key of ${name} that was kept belongs to ${other.origin} and is not sent to ${origin ?? "another one"}`;
    return { ...NONE, warnings: [`${words}; ${set} --base-url <url> keeps one for it`] };
  }
  if (account === undefined) return NONE;
  return { ...NONE, missing: `no key was kept for this account: ${set}` };
}

async function fitting({ store }: StoredKeys, provider: string, origin: string): Promise<KeptKey> {
  try {
    const found = await store.find(provider, origin);
    const places = found === undefined ? [] : [placeOf(found)];
    return { credentials: store, places, warnings: [] };
  } catch (error) {
    if (!ProviderError.is(error)) throw error;
    return { ...NONE, missing: `${error.message}, with --account` };
  }
}

import type { ProviderManifest } from "@g4f/core";

import { credentialId, type HeldKey, type KeySource } from "./credential.ts";
import { Secret } from "./secret.ts";

/** A provider as far as its key in the environment goes. */
export type KeyOwner = Pick<ProviderManifest, "name"> &
  Partial<Pick<ProviderManifest, "baseUrl" | "keyVariable">>;

/**
 * Keys in variables: that of the manifest, else `ACME_API_KEY`; an empty one counts as not set. Each
 * belongs to the provider's own address; where it has none, there is no key.
 */
export function environmentKeys(
  env: Readonly<Record<string, string | undefined>>,
  owners: readonly KeyOwner[],
): KeySource {
  const all = owners.flatMap((owner): readonly HeldKey[] => {
    const place = keyVariableOf(owner);
    const value = env[place];
    if (value === undefined || value === "" || owner.baseUrl === undefined) return [];
    const id = credentialId(owner.name, undefined, owner.baseUrl);
    const key = new Secret(value);
    return [{ credential: { ...id, from: "environment", place }, read: async () => key }];
  });
  return { list: async () => all };
}

function keyVariableOf({ name, keyVariable }: KeyOwner): string {
  return keyVariable ?? `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_API_KEY`;
}

import {
  checkExpiry,
  checkKey,
  credentialId,
  type HeldKey,
  type KeySource,
  type RenewedKey,
} from "./credential.ts";
import { Secret } from "./secret.ts";

/** A key, and whose it is. */
export interface GivenKey extends RenewedKey {
  readonly provider: string;
  /** Default: `default`. */
  readonly account?: string;
  /** The provider's address; the key is given out for its origin and no other. */
  readonly baseUrl: string;
}

/**
 * Keys that the program has; renewed ones are kept as long as it runs.
 * @throws TypeError where one is wrong; it is not shown.
 */
export function givenKeys(keys: readonly GivenKey[]): KeySource {
  const held = keys.map(heldKey);
  return { list: async () => held.map((current) => current()) };
}

function heldKey(given: GivenKey): () => HeldKey {
  const id = credentialId(given.provider, given.account, given.baseUrl);
  let key = new Secret(checkKey(given.key));
  let expiresAt = checkExpiry(given.expiresAt);
  return () => ({
    credential: { ...id, from: "given", ...(expiresAt === undefined ? {} : { expiresAt }) },
    read: async () => key,
    renew: async (renewed) => {
      key = new Secret(renewed.key);
      expiresAt = renewed.expiresAt;
    },
  });
}

import { ProviderError } from "@g4f/core";

import { checkKey, nameOf, type Credential, type HeldKey, type RenewedKey } from "./credential.ts";
import { failure } from "./failure.ts";

/** A key that ends, or has ended. */
export interface EndingKey extends Credential {
  readonly key: string;
  readonly expiresAt: number;
}

/** Gets a new key in place of one that ends; whatever it throws, the key is never shown. */
export type Refresh = (old: EndingKey) => Promise<RenewedKey>;

/** When keys are refreshed, and how. */
export interface RefreshRules {
  readonly refresh: Refresh | undefined;
  /** How long before its end a key is refreshed, in ms. */
  readonly aheadMs: number;
  readonly now: () => number;
  readonly warn: (message: string) => void;
  /** Old keys → what came in their place and could not be kept there. */
  readonly unkept: Map<string, RenewedKey>;
}

/**
 * The key, or where it ends soon the one that the hook got in its place. While the old one is good, a
 * refresh that fails is no failure.
 * @throws ProviderError `auth` where a key has ended and there is no other: one that the hook threw with
 * its own code.
 */
export async function freshKey(held: HeldKey, rules: RefreshRules): Promise<string> {
  const { credential } = held;
  const { refresh, aheadMs, now, unkept } = rules;
  const stored = (await held.read()).reveal();
  const { key, expiresAt } = unkept.get(stored) ?? { key: stored, expiresAt: credential.expiresAt };
  if (expiresAt === undefined || now() < expiresAt - aheadMs) return key;
  if (refresh === undefined) {
    if (now() < expiresAt) return key;
    throw failure(`the key of ${nameOf(credential)} has ended: set a new one`);
  }
  let renewed: RenewedKey;
  try {
    renewed = checked(await refresh({ ...credential, expiresAt, key }));
  } catch (error) {
    if (now() < expiresAt) return key;
    throw refused(credential, error);
  }
  await keep(held, stored, renewed, rules);
  return renewed.key;
}

function checked(renewed: RenewedKey): RenewedKey {
  checkKey(renewed.key);
  return renewed;
}

/** A new key that cannot be kept is a good one all the same, and maybe the only one that counts now. */
async function keep(
  held: HeldKey,
  stored: string,
  renewed: RenewedKey,
  { warn, unkept }: RefreshRules,
): Promise<void> {
  try {
    await held.renew?.(renewed);
    unkept.delete(stored);
  } catch (error) {
    unkept.set(stored, renewed);
    const why = ProviderError.is(error) ? error.message : "it could not be kept";
    warn(`the new key of ${nameOf(held.credential)} is used by this process, and not kept: ${why}`);
  }
}

/** Only our own errors are known to hold no secret. */
function refused(credential: Credential, error: unknown): ProviderError {
  const what = `the key of ${nameOf(credential)} could not be refreshed`;
  if (!ProviderError.is(error)) return failure(`${what}: set a new one`);
  const { code, phase, retryable } = error;
  return new ProviderError(code, `${what}: ${error.message}`, { phase, retryable });
}

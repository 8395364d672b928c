import { problemsError } from "@g4f/config-file";
import { defined } from "@g4f/core/kit";

import { keyRing } from "../auth/digest-ring.ts";
import type { Client, KeyRing } from "../client.ts";
import type { Accounts } from "../keys/accounts.ts";
import { FileKeyRing } from "../keys/file-key-ring.ts";
import type { LoadedGatewayConfig } from "./load.ts";
import { follow, pathIn, type ReferenceContext } from "./references.ts";

/** What keys are made from. */
export interface KeyContext {
  readonly env: ReferenceContext["env"];
  readonly accounts: Accounts;
  readonly warn: (words: string) => void;
}

/**
 * The keys of a configuration: its own, and those in its key file. Undefined where it speaks of none.
 * @throws ConfigFileError where a secret is missing or too short, or the key file is broken.
 */
export async function openKeys(
  loaded: LoadedGatewayConfig,
  context: KeyContext,
): Promise<KeyRing | undefined> {
  const { keys } = loaded.config;
  if (keys === undefined) return undefined;
  const fixed = await fixedKeys(loaded, context);
  const { accounts, warn } = context;
  const file = keys.file === undefined ? undefined : pathIn(loaded.source, keys.file);
  const kept = file === undefined ? undefined : await FileKeyRing.open({ file, accounts, warn });
  return { find: async (secret) => (await fixed.find(secret)) ?? (await kept?.find(secret)) };
}

async function fixedKeys(
  { config, source }: LoadedGatewayConfig,
  { env, accounts }: KeyContext,
): Promise<KeyRing> {
  const all: { readonly client: Client; readonly secret: string }[] = [];
  for (const [index, key] of (config.keys?.fixed ?? []).entries()) {
    const { name, secret: reference, ...rules } = key;
    const path = ["keys", "fixed", index, "secret"];
    const secret = await follow(reference, path, { source, env });
    const id = `config:${name}`;
    const client = defined({ id, name, policy: accounts.policyOf(id, rules) });
    // What a header can carry, and nobody can guess.
    if (!/^[\u0021-\u007e]{16,}$/.test(secret)) {
      const message = "leads to no secret: at least 16 letters, digits and signs without a space";
      throw problemsError(source, [{ path, message }]);
    }
    all.push({ client, secret });
  }
  return keyRing(all);
}

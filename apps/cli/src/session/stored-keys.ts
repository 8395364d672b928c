import { defined } from "@g4f/core/kit";
import type { Credential, CredentialStore, CredentialStoreOptions } from "@g4f/credentials";

import { exists } from "../exists.ts";
import { CliError } from "../exit-status.ts";
import type { Terminal } from "../terminal.ts";
import { placesOf } from "./places.ts";

/** The keys that `g4f auth set` kept, as far as they are meant. */
export interface StoredKeys {
  readonly store: CredentialStore;
  /** Of the account that was asked for, else of all. */
  readonly list: readonly Credential[];
  readonly account: string | undefined;
  readonly warnings: readonly string[];
}

/**
 * Undefined where none was ever kept, and no account is asked for.
 * @throws CliError `usage` where no account can have that name; ProviderError `auth` where the file is broken,
 * or others may read it and it cannot be closed to them.
 */
export async function openStoredKeys(
  account: string | undefined,
  terminal: Pick<Terminal, "env">,
): Promise<StoredKeys | undefined> {
  const file = placesOf(terminal)?.credentials;
  const isThere = file !== undefined && (await exists(file));
  // Who has kept no key pays for no store.
  if (!isThere && account === undefined) return undefined;
  const warnings: string[] = [];
  const store = await makeStore({
    ...defined({ file, account }),
    warn: (message) => void warnings.push(message),
  });
  const list = await store.list(account === undefined ? {} : { account });
  return { store, list, account, warnings };
}

async function makeStore(options: CredentialStoreOptions): Promise<CredentialStore> {
  const { CredentialStore } = await import("@g4f/credentials");
  try {
    return new CredentialStore(options);
  } catch (error) {
    // No account can have the name that was given.
    if (error instanceof TypeError) throw new CliError("usage", error.message);
    throw error;
  }
}

/** Those of a provider, in lower case, for one origin. */
export function keysFor(
  { list }: StoredKeys,
  provider: string,
  origin: string,
): readonly Credential[] {
  return list.filter((one) => one.provider === provider && one.origin === origin);
}

/** Where a key is, for people. */
export function placeOf({ account, from, place = "" }: Credential): string {
  return `account ${account} in ${from === "keychain" ? "the keychain" : place}`;
}

import { defined } from "@g4f/core/kit";
import type { Credential } from "@g4f/credentials";

import { jsonLine } from "../json-line.ts";
import { table } from "../listing/table.ts";
import { print } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import { openKeyStore } from "./key-store.ts";
import type { ListOptions } from "./options.ts";

/**
 * Prints which keys were kept, for whom and where.
 * @throws ProviderError `auth` where the file is broken.
 */
export async function listKeys(
  provider: string | undefined,
  { account, json = false }: ListOptions,
  terminal: Terminal,
): Promise<void> {
  const keys = await openKeyStore(terminal).list(defined({ provider, account }));
  if (json) {
    await print(terminal.stdout, keys.map((key) => `${jsonLine(key)}\n`).join(""));
  } else if (keys.length === 0) {
    terminal.stderr.write("g4f: no key was kept: g4f auth set <provider> keeps one\n");
  } else {
    const headings = ["PROVIDER", "ACCOUNT", "FOR", "KEPT IN", "ENDS"];
    await print(terminal.stdout, table(headings, keys.map(row), terminal));
  }
}

function row({ provider, account, origin, from, place = "", expiresAt }: Credential): string[] {
  const ends = expiresAt === undefined ? "" : new Date(expiresAt).toISOString();
  return [provider, account, origin, from === "keychain" ? "the keychain" : place, ends];
}

import { defined } from "@g4f/core/kit";
import type { Credential } from "@g4f/credentials";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Terminal } from "../terminal.ts";
import { openKeyStore } from "./key-store.ts";
import type { KeyOptions } from "./options.ts";

/**
 * Forgets one key.
 * @throws CliError `usage` where the flags mean none, or several; ProviderError `auth` where file or keychain
 * cannot be changed.
 */
export async function removeKey(
  provider: string,
  { account, baseUrl }: KeyOptions,
  terminal: Terminal,
): Promise<void> {
  const store = openKeyStore(terminal);
  const all = await store.list({ provider });
  const which = defined({ provider, account, baseUrl });
  const meant = await store.list(which);
  const [only] = meant;
  if (only === undefined) throw new CliError("usage", `there is no such key${others(all)}`);
  if (meant.length > 1) {
    throw new CliError(
      "usage",
      `several keys are meant${others(meant)}: add --account or --base-url`,
    );
  }
  await store.remove(which);
  const line = `forgot the key of ${only.provider}, account ${only.account}, for ${only.origin}`;
  terminal.stderr.write(`g4f: ${neutraliseLine(line)}\n`);
}

function others(keys: readonly Credential[]): string {
  if (keys.length === 0) return "";
  return `; there are ${keys.map(({ account, origin }) => `${account} for ${origin}`).join(", ")}`;
}

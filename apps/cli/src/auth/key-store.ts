import { CredentialStore } from "@g4f/credentials";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { needPlaces } from "../session/places.ts";
import type { Terminal } from "../terminal.ts";

/**
 * The keys of this person, to be changed. What the user should know goes to stderr.
 * @throws CliError `config` where there is no place for them.
 */
export function openKeyStore(terminal: Pick<Terminal, "env" | "stderr">): CredentialStore {
  const { credentials: file } = needPlaces(terminal);
  const warn = (line: string): void => void terminal.stderr.write(`g4f: ${neutraliseLine(line)}\n`);
  return new CredentialStore({ file, warn });
}

/** What the store says is wrong with a flag or a key is the command line's fault. */
export async function asUsage<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof TypeError) throw new CliError("usage", error.message);
    throw error;
  }
}

import type { Terminal } from "../terminal.ts";
import { openStoredCookies, type StoredCookies } from "./stored-cookies.ts";
import { openStoredKeys, type StoredKeys } from "./stored-keys.ts";

/** What the command line says of a person's own keys and cookies. */
export interface SessionFlags {
  /** Whose key is meant, where there are several. */
  readonly account?: string;
  /** Path of a file with cookies, in place of all others. */
  readonly cookies?: string;
}

/** What was kept for this person, and may go with calls. */
export interface Session {
  readonly keys: StoredKeys | undefined;
  readonly cookies: StoredCookies | undefined;
  readonly warnings: readonly string[];
}

/**
 * Reads what was kept; nothing is loaded where there is nothing.
 * @throws CliError and ProviderError `auth` where it cannot be used.
 */
export async function openSession(
  { account, cookies: file }: SessionFlags,
  terminal: Pick<Terminal, "env">,
): Promise<Session> {
  const keys = await openStoredKeys(account, terminal);
  const cookies = await openStoredCookies(file, terminal);
  return { keys, cookies, warnings: [...(keys?.warnings ?? []), ...(cookies?.warnings ?? [])] };
}

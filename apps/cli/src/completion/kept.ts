import { savedSites } from "../session/stored-cookies.ts";
import { openStoredKeys } from "../session/stored-keys.ts";
import type { Terminal } from "../terminal.ts";
import type { Candidate } from "./candidates.ts";

/** Accounts whose keys were kept; what is broken has none. */
export async function accounts(terminal: Terminal): Promise<readonly Candidate[]> {
  const keys = await openStoredKeys(undefined, terminal).catch(() => undefined);
  const list = keys?.list ?? [];
  return [...new Set(list.map(({ account }) => account))].map((value) => {
    const own = list.filter(({ account }) => account === value);
    return { value, description: own.map(({ provider }) => provider).join(", ") };
  });
}

/** Sites that the saved jar has cookies of; one that is broken has none. */
export async function sites(terminal: Terminal): Promise<readonly Candidate[]> {
  const domains = await savedSites(terminal).catch(() => []);
  return domains.map((value) => ({ value, description: "" }));
}

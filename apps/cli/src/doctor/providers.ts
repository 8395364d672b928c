import type { ProviderRegistry } from "@g4f/core/registry";

import type { LoadedConfig } from "../config/config.ts";
import type { CliCode } from "../exit-status.ts";
import { listedProviders, type ListedProvider } from "../listing/entries.ts";
import { checked } from "../listing/providers.ts";
import type { ProviderState } from "../listing/state.ts";
import { openTarget } from "../target/open-target.ts";
import { configOf } from "../target/settings.ts";
import { environmentOf } from "../target/variables.ts";
import type { Terminal } from "../terminal.ts";
import { failed, type Check } from "./check.ts";

const PROBLEMS = {
  "not working": "model_gone",
  "key missing": "auth",
  "not reachable": "network",
} as const satisfies Partial<Record<ProviderState["state"], CliCode>>;

/** Who would answer `g4f ask`, and why. */
export async function answererCheck(loaded: LoadedConfig, terminal: Terminal): Promise<Check> {
  try {
    await using target = await openTarget({}, { loaded, terminal });
    return { title: "answers", found: target.banner };
  } catch (error) {
    return failed("answers", error);
  }
}

/** The state of each provider that the file, or a variable of its own, sets up. */
export async function providerChecks(
  registry: ProviderRegistry,
  loaded: LoadedConfig,
  terminal: Terminal,
): Promise<readonly Check[]> {
  const all = await listedProviders(registry, undefined, loaded, terminal);
  const configured = all.filter((one) => isConfigured(one, loaded, terminal));
  return (await checked(configured, terminal)).map(({ entry, state, reason }) => {
    const found = reason === undefined ? state : `${state}: ${reason}`;
    const check = { title: entry.name, found };
    return state in PROBLEMS
      ? { ...check, problem: PROBLEMS[state as keyof typeof PROBLEMS] }
      : check;
  });
}

function isConfigured(
  { entry }: ListedProvider,
  loaded: LoadedConfig,
  terminal: Terminal,
): boolean {
  const own = [configOf(entry, loaded), environmentOf(entry, terminal)];
  const names = [loaded.config.provider, terminal.env["G4F_PROVIDER"]].map((name) =>
    name?.toLowerCase(),
  );
  return (
    own.some((settings) => Object.keys(settings).length > 0) ||
    [entry.name, ...entry.aliases].some((name) => names.includes(name.toLowerCase()))
  );
}

import { ProviderError } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

import { CliError } from "../exit-status.ts";
import { variable } from "../terminal.ts";
import type { Choice } from "./choice.ts";
import { startEmbedded, type Embedded } from "./embedded.ts";
import { findLocal } from "./local.ts";
import type { TargetContext } from "./open-target.ts";
import { pick, type Layer } from "./pick.ts";
import type { Entry } from "./settings.ts";

/** Where the choice of a provider was made. */
export type Source = Layer["source"] | "local" | "embedded";

/** Who answers, with the server that was started for it. */
export interface Answerer {
  readonly entry: Entry;
  readonly model: string | undefined;
  readonly source: Source;
  readonly embedded?: Embedded;
}

/**
 * The provider that somebody named, else a local server that runs, else the embedded one where that
 * is allowed.
 * @throws CliError `no_provider` or `usage`; ProviderError `invalid_request` for an unknown name.
 */
export async function whoAnswers(
  choice: Choice,
  { loaded, terminal }: TargetContext,
  registry: ProviderRegistry,
): Promise<Answerer> {
  const { provider, model, aliases } = loaded.config;
  const layers: readonly Layer[] = [
    { source: "flag", provider: choice.provider, model: choice.model },
    {
      source: "environment",
      provider: variable(terminal, "G4F_PROVIDER"),
      model: variable(terminal, "G4F_MODEL"),
    },
    { source: "file", provider, model },
  ];
  const canonical = (name: string): string | undefined => find(registry, name)?.name;
  const picked = pick(layers, { canonical, aliases });
  if (picked !== undefined) {
    return { ...picked, entry: await entryNamed(registry, picked.provider) };
  }
  const local = await findLocal(registry.list(), terminal.signal);
  if (local !== undefined) return { entry: local, model: undefined, source: "local" };
  if (choice.offline !== true) {
    throw new CliError(
      "no_provider",
      "no provider was named: use --provider <name>, set one in the configuration, or --offline for the built-in rule program",
    );
  }
  const embedded = await startEmbedded();
  return {
    entry: await entryNamed(registry, embedded.provider),
    model: undefined,
    source: "embedded",
    embedded,
  };
}

/** The entry that has `name` as name or alias, in any case. */
function find(registry: ProviderRegistry, name: string): Entry | undefined {
  if (!registry.has(name)) return undefined;
  const wanted = name.toLowerCase();
  return registry
    .list()
    .find((entry) => [entry.name, ...entry.aliases].some((own) => own.toLowerCase() === wanted));
}

/** As `find`. @throws ProviderError `invalid_request` where nobody has that name. */
export async function entryNamed(registry: ProviderRegistry, name: string): Promise<Entry> {
  const entry = find(registry, name);
  if (entry !== undefined) return entry;
  await registry.resolve(name);
  throw new ProviderError("invalid_request", `no provider is named ${JSON.stringify(name)}`);
}

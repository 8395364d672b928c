import type { ProviderSettings } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

import type { LoadedConfig } from "../config/config.ts";
import { checkProviders } from "../target/check-providers.ts";
import { settingsOf, type Entry } from "../target/settings.ts";
import { entryNamed } from "../target/who-answers.ts";
import type { Terminal } from "../terminal.ts";
import { stateOf, type ProviderState } from "./state.ts";

/** A provider as it is set up here. */
export interface ListedProvider extends ProviderState {
  readonly entry: Entry;
  readonly settings: ProviderSettings;
}

/**
 * The providers, by name; with `name` only that one. Nothing is sent.
 * @throws CliError `config`; ProviderError `invalid_request` for a name that nobody has.
 */
export async function listedProviders(
  registry: ProviderRegistry,
  name: string | undefined,
  loaded: LoadedConfig,
  terminal: Terminal,
): Promise<readonly ListedProvider[]> {
  checkProviders(loaded, registry);
  const entries = name === undefined ? registry.list() : [await entryNamed(registry, name)];
  return entries.map((entry) => {
    const { settings } = settingsOf(entry, { choice: {}, loaded, terminal });
    return { entry, settings, ...stateOf(entry, settings) };
  });
}

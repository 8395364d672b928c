import type { ProviderRegistry } from "@g4f/core/registry";

import { checkProviders } from "../target/check-providers.ts";
import {
  settingsOf,
  type Entry,
  type FoundSettings,
  type SettingsSources,
} from "../target/settings.ts";
import { entryNamed } from "../target/who-answers.ts";
import { stateOf, type ProviderState } from "./state.ts";

/** A provider as it is set up here. */
export interface ListedProvider extends ProviderState {
  readonly entry: Entry;
  readonly found: FoundSettings;
}

/**
 * The providers, by name; with `name` only that one. Nothing is sent.
 * @throws CliError `config`; ProviderError `invalid_request` for a name that nobody has.
 */
export async function listedProviders(
  registry: ProviderRegistry,
  name: string | undefined,
  sources: SettingsSources,
): Promise<readonly ListedProvider[]> {
  checkProviders(sources.loaded, registry);
  const entries = name === undefined ? registry.list() : [await entryNamed(registry, name)];
  return await Promise.all(
    entries.map(async (entry) => {
      const found = await settingsOf(entry, sources);
      return { entry, found, ...stateOf(entry, found) };
    }),
  );
}

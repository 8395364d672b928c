import { suggest } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

import type { LoadedConfig } from "../config/config.ts";
import { CliError } from "../exit-status.ts";

/** @throws CliError `config` for a provider in the file that nobody knows. */
export function checkProviders(loaded: LoadedConfig, registry: ProviderRegistry): void {
  const unknown = Object.keys(loaded.config.providers ?? {}).find((name) => !registry.has(name));
  if (unknown === undefined) return;
  const names = registry.list().map(({ name }) => name);
  throw new CliError(
    "config",
    `${loaded.placeOf(["providers", unknown])}: no provider is named ${JSON.stringify(unknown)}${suggest(unknown, names)}`,
  );
}

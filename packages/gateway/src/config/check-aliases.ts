import { problemsError, type ConfigSource } from "@g4f/config-file";
import { suggest } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

/** @throws ConfigFileError for an alias of something that is not served. */
export function checkAliases(
  aliases: Readonly<Record<string, string>>,
  registry: ProviderRegistry,
  source: ConfigSource,
): void {
  for (const [name, target] of Object.entries(aliases)) {
    const [provider = ""] = target.split(":", 1);
    if (registry.has(provider)) continue;
    const names = registry.list().map((entry) => entry.name);
    const message = `must be provider:model or a route: nothing is named ${JSON.stringify(provider)}${suggest(provider, names)}`;
    throw problemsError(source, [{ path: ["aliases", name], message }]);
  }
}

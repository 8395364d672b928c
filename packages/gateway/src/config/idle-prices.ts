import type { ConfigSource } from "@g4f/config-file";
import { suggest } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

import type { GatewayConfig } from "./config.ts";

/**
 * Prices of providers that there are not, in words for an operator: a table may be shared by several
 * gateways, and a name that is mistyped leaves calls without a cost.
 */
export function idlePrices(
  { prices = {}, routes = {} }: GatewayConfig,
  registry: ProviderRegistry,
  { file, lineOf }: ConfigSource,
): readonly string[] {
  // A route tells of its members by the names that they have everywhere.
  const isRouted = Object.keys(routes).length > 0;
  const names = registry
    .list()
    .flatMap(({ name, manifest }) => [name, (isRouted && manifest?.name) || name]);
  const known = new Set(names.map((name) => name.toLowerCase()));
  return Object.keys(prices).flatMap((entry) => {
    const provider = entry.slice(0, entry.indexOf(":"));
    if (known.has(provider.toLowerCase())) return [];
    const line = lineOf(["prices", entry]);
    const place = line === undefined ? file : `${file}:${line}`;
    const none = `no provider is named ${JSON.stringify(provider)}${suggest(provider, names)}`;
    return [`${place}: prices.${entry} is the price of nothing: ${none}`];
  });
}

import type { ProviderRegistry } from "@g4f/core/registry";

import type { Catalog } from "../catalog/catalog.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import type { KeyRing } from "../client.ts";
import type { Accounts } from "../keys/accounts.ts";
import { Pricing } from "../keys/pricing.ts";
import { checkAliases } from "./check-aliases.ts";
import { idlePrices } from "./idle-prices.ts";
import type { LoadedGatewayConfig } from "./load.ts";
import { openKeys } from "./open-keys.ts";
import { openProviders, type ProviderContext } from "./open-providers.ts";
import { targetsOf } from "./targets.ts";

/** What a generation is made from. */
export interface GenerationContext extends Omit<ProviderContext, "known"> {
  readonly known: () => ProviderRegistry;
  readonly accounts: Accounts;
  readonly warn: (words: string) => void;
}

/** What of a file can be replaced while a gateway runs. Disposing it closes its providers. */
export interface Generation extends AsyncDisposable {
  readonly loaded: LoadedGatewayConfig;
  readonly catalog: Catalog;
  /** Undefined where the file speaks of none. */
  readonly keys: KeyRing | undefined;
  readonly pricing: Pricing;
}

/** @throws ConfigFileError that names file and line; then nothing stays open. */
export async function openGeneration(
  loaded: LoadedGatewayConfig,
  context: GenerationContext,
): Promise<Generation> {
  const { config, source } = loaded;
  const keys = await openKeys(loaded, context);
  const providers = await openProviders(loaded, { ...context, known: context.known() });
  const { registry } = providers;
  const { aliases = {}, routes = {} } = config;
  try {
    checkAliases(aliases, registry, source);
    const names = [...Object.keys(config.providers), ...Object.keys(routes)];
    const own = Object.fromEntries(Object.keys(routes).map((name) => [name, name]));
    const catalog = createCatalog({ registry, providers: names, models: { ...own, ...aliases } });
    for (const words of idlePrices(config, registry, source)) context.warn(words);
    const pricing = new Pricing(config.prices, targetsOf(config, registry));
    const close = (): PromiseLike<void> => providers[Symbol.asyncDispose]();
    return { loaded, catalog, keys, pricing, [Symbol.asyncDispose]: close };
  } catch (error) {
    await providers[Symbol.asyncDispose]();
    throw error;
  }
}

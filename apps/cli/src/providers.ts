import { ProviderRegistry } from "@g4f/core/registry";
import { Eliza } from "@g4f/provider-eliza";

/** Every provider the command knows. */
export function createRegistry(): ProviderRegistry {
  const registry = new ProviderRegistry();
  registry.register(Eliza);
  return registry;
}

/** What answers offline when nothing better was named. */
export const OFFLINE_PROVIDER = "eliza";

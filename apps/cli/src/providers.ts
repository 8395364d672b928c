import { ProviderRegistry } from "@g4f/core/registry";
import { Eliza } from "@g4f/provider-eliza";
import { OpenAssistant } from "@g4f/provider-openassistant";

/** Every provider the command knows. */
export function createRegistry(): ProviderRegistry {
  const registry = new ProviderRegistry();
  registry.register(Eliza);
  registry.register(OpenAssistant);
  return registry;
}

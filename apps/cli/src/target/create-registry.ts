import type { Logger } from "@g4f/core";
import { ProviderRegistry } from "@g4f/core/registry";
import { Eliza } from "@g4f/provider-eliza";
import { OpenAssistant } from "@g4f/provider-openassistant";

/** Every provider the command knows. */
export function createRegistry(logger?: Logger): ProviderRegistry {
  const registry = new ProviderRegistry(logger === undefined ? {} : { logger });
  registry.register(Eliza);
  registry.register(OpenAssistant);
  return registry;
}

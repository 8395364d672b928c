import type { Logger } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";
import { allProviders } from "@g4f/providers";

/** Every provider the command knows. */
export function createRegistry(logger?: Logger): ProviderRegistry {
  return allProviders(logger === undefined ? {} : { logger });
}

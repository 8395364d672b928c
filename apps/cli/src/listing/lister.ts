import type { ModelInfo } from "@g4f/core";

/** A provider that can tell which models its server has. */
export interface Lister {
  readonly listModels: (options: { signal: AbortSignal }) => Promise<readonly ModelInfo[]>;
}

/** Whether a provider is one. */
export function isLister(provider: object): provider is Lister {
  return typeof Reflect.get(provider, "listModels") === "function";
}

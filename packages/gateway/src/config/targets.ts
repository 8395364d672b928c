import { modelId } from "@g4f/core";
import type { ProviderRegistry } from "@g4f/core/registry";

import type { Targets } from "../keys/pricing.ts";
import type { GatewayConfig } from "./config.ts";

/** What the names of a configuration stand for, as `provider:model`: what prices go by. */
export function targetsOf(
  { aliases = {}, routes = {} }: GatewayConfig,
  registry: ProviderRegistry,
): Targets {
  const byName = new Map<string, readonly string[]>();
  for (const [name, { use }] of Object.entries(routes)) {
    const specs = use.map((target) => (typeof target === "string" ? target : target.model));
    byName.set(
      name,
      specs.map((spec) => withModel(spec, registry)),
    );
  }
  for (const [name, spec] of Object.entries(aliases)) {
    byName.set(name, byName.get(spec) ?? [withModel(spec, registry)]);
  }
  return (id) => byName.get(id);
}

/** A provider alone answers with its default model. */
function withModel(spec: string, registry: ProviderRegistry): string {
  const lower = spec.toLowerCase();
  const entry = registry.list().find(({ name }) => name.toLowerCase() === lower);
  const model = entry?.manifest?.defaultModel;
  return model === undefined ? spec : `${spec}:${modelId(model)}`;
}

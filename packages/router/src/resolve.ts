import { modelId, ProviderError } from "@g4f/core";
import { suggest } from "@g4f/core/engine";
import type { ProviderRegistry } from "@g4f/core/registry";

import { policyOf, type PolicyOptions } from "./policy.ts";
import { Router } from "./router.ts";
import { lanesOf, type Target } from "./target.ts";

/** A target by name. */
export interface NamedTarget extends Omit<Target, "provider" | "keys" | "model"> {
  /** `provider:model`, `provider`, or a model alone: every provider that is known to have it. */
  readonly model: string;
}

/** A route over the providers of a registry. */
export interface NamedRouteOptions extends PolicyOptions {
  /** Names, targets by name, and targets with a provider of their own. */
  readonly use: readonly (string | NamedTarget | Target)[];
}

/** What names are looked up in. */
type Names = Pick<ProviderRegistry, "has" | "list" | "resolve">;

/**
 * The route that the names of a list mean; the list is not touched.
 * @throws ProviderError `invalid_request` for a name that means nothing, with the nearest that do.
 * TypeError for options that are wrong.
 */
export async function resolveRoute(registry: Names, options: NamedRouteOptions): Promise<Router> {
  const { use, ...policy } = options;
  if (!Array.isArray(use)) throw new TypeError("use must be a list of names and targets");
  const targets: Target[] = [];
  for (const entry of use as NamedRouteOptions["use"]) {
    if (typeof entry === "object" && entry !== null && "provider" in entry) targets.push(entry);
    else targets.push(...(await targetsOf(registry, entry)));
  }
  return new Router(policyOf(lanesOf(targets), policy), options.store);
}

async function targetsOf(registry: Names, entry: string | NamedTarget): Promise<readonly Target[]> {
  const { model: spec, ...rest } =
    typeof entry === "string" ? { model: entry } : (Object(entry) as NamedTarget);
  if (typeof spec !== "string" || spec === "") {
    throw new TypeError(
      'each entry of use is a name, such as "acme:acme-1", or { model: name, … }',
    );
  }
  const specs = specsOf(registry, spec);
  return await Promise.all(
    specs.map(async (one) => {
      const { provider, model } = await registry.resolve(one);
      return { ...rest, provider, ...(model === undefined ? {} : { model }) };
    }),
  );
}

/** What `spec` means, as `provider:model` or `provider`. */
function specsOf(registry: Names, spec: string): readonly string[] {
  const colon = spec.indexOf(":");
  if (registry.has(colon < 0 ? spec : spec.slice(0, colon))) return [spec];
  const owners = registry.list({ model: spec });
  if (owners.length > 0) return owners.map(({ name }) => `${name}:${spec}`);
  const names = registry.list().flatMap(({ name, aliases, manifest }) => {
    const models = (manifest?.models.known ?? []).map(modelId);
    return [name, ...aliases, ...models, ...models.map((model) => `${name}:${model}`)];
  });
  throw new ProviderError(
    "invalid_request",
    `neither a provider nor a model is named ${JSON.stringify(spec.slice(0, 100))}${suggest(spec, names)}`,
  );
}

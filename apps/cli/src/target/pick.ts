import type { Config } from "../config/config.ts";
import { CliError } from "../exit-status.ts";

/** One place that may name provider and model. */
export interface Layer {
  readonly source: "flag" | "environment" | "file";
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
}

/** Who answers, and who said so. */
export interface Pick {
  readonly provider: string;
  readonly model: string | undefined;
  readonly source: Layer["source"];
}

/** What is known of names. */
export interface Names {
  /** The registered name that `name` stands for. */
  readonly canonical: (name: string) => string | undefined;
  readonly aliases: Config["aliases"];
}

/**
 * The provider of the first layer that names one, and the model of the first layer up to it: a model
 * never goes to a provider that was named over its head. A model alone is taken for `provider:model`.
 * @throws CliError `usage` where one layer names two providers.
 */
export function pick(layers: readonly Layer[], names: Names): Pick | undefined {
  let model: { readonly id: string; readonly source: Layer["source"] } | undefined;
  for (const layer of layers) {
    const named = readLayer(layer, names);
    if (named.model !== undefined) model ??= { id: named.model, source: layer.source };
    if (named.provider !== undefined) {
      return { provider: named.provider, model: model?.id, source: layer.source };
    }
  }
  if (model === undefined) return undefined;
  // The registry says whose model it is, or what else was meant.
  return { provider: model.id, model: undefined, source: model.source };
}

function readLayer({ provider, model }: Layer, names: Names): Omit<Layer, "source"> {
  if (model === undefined) return { provider };
  const spec = Object.hasOwn(names.aliases ?? {}, model)
    ? (names.aliases?.[model] ?? model)
    : model;
  const colon = spec.indexOf(":");
  const owner = colon < 0 ? undefined : names.canonical(spec.slice(0, colon));
  if (owner === undefined) return { provider, model: spec };
  const id = spec.slice(colon + 1);
  if (provider !== undefined && names.canonical(provider) !== owner) {
    throw new CliError(
      "usage",
      `the model ${JSON.stringify(model)} is one of ${owner}, but the provider named is ${provider}: name one of them`,
    );
  }
  return { provider: owner, model: id === "" ? undefined : id };
}

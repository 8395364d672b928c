import { modelId, type Capability, type ProviderManifest } from "@g4f/core";
import { supportsOf, type Provider } from "@g4f/core/engine";

import type { RateLimitOptions } from "./limiter.ts";
import type { Price } from "./target.ts";

/** One way upstream: one provider with one account. */
export interface Lane {
  readonly provider: Provider;
  /** The provider's name, as its manifest has it. */
  readonly name: string;
  /** Names what a breaker stands for: the provider, and which of several of its name. */
  readonly source: string;
  /** The one model it is for; undefined: any that the provider has. */
  readonly model: string | undefined;
  /** Names the key among several; never the key itself. */
  readonly account: string | undefined;
  /** Position of its target in the list; the keys of one target share it. */
  readonly target: number;
  /** One of the keys of a pool. */
  readonly pooled: boolean;
  readonly weight: number;
  readonly price: Price | undefined;
  readonly contextLength: number | undefined;
  readonly rateLimit: RateLimitOptions | undefined;
}

/** A lane, and the model of it that a call is for; with what follows from both, worked out once. */
export interface Candidate {
  readonly lane: Lane;
  /** The id, aliases resolved; empty where the provider has no models. */
  readonly model: string;
  /** Abilities that it is known to lack. */
  readonly lacks: readonly Capability[];
  /** Most input tokens, where that is known. */
  readonly context: number | undefined;
  /** Under what its state is stored. */
  readonly keys: { readonly model: string; readonly account: string; readonly access: string };
}

export function candidateOf(lane: Lane, model: string): Candidate {
  const { manifest } = lane.provider;
  const { source, account = "" } = lane;
  const supports = Object.entries(supportsOf(manifest, model)) as [Capability, unknown][];
  return {
    lane,
    model,
    lacks: supports.flatMap(([ability, supported]) => (supported === false ? [ability] : [])),
    context: lane.contextLength ?? contextOf(manifest, model),
    keys: {
      model: `model ${source} ${model}`,
      account: `account ${source} ${account}`,
      access: `access ${source} ${account} ${model}`,
    },
  };
}

function contextOf({ models }: ProviderManifest, id: string): number | undefined {
  const info = models.known.find((model) => modelId(model) === id);
  if (info === undefined || typeof info === "string") return undefined;
  return info.maxInputTokens ?? info.maxTotalTokens;
}

/** For people: `Acme:acme-1 (team-a)`. */
export function labelOf({ lane, model }: Candidate): string {
  const account = lane.account === undefined ? "" : ` (${lane.account})`;
  return `${lane.name}${model === "" ? "" : `:${model}`}${account}`;
}

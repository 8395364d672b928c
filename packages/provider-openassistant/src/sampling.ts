import { ProviderError } from "@g4f/core";

import { PRESETS, type SamplingParameters } from "./wire.ts";

/** How the next token is picked; `null` leaves a filter out. The server checks types, not ranges. */
export interface Sampling {
  /** Only the so many likeliest tokens: a whole number. */
  readonly topK?: number | null;
  /** Only the likeliest tokens that together reach this probability. */
  readonly topP?: number | null;
  /** Only tokens that are about as surprising as expected, up to this probability. */
  readonly typicalP?: number | null;
  readonly temperature?: number | null;
  /** Above 1: tokens that came before become less likely. */
  readonly repetitionPenalty?: number | null;
  /** Most tokens of the answer. */
  readonly maxNewTokens?: number;
}

/** A complete set of sampling parameters. */
export type CompleteSampling = Readonly<Required<Sampling>>;

/** What sampling falls back on, and the sets that have a name. */
export interface SamplingConfig {
  readonly defaults: CompleteSampling;
  readonly presets: Readonly<Record<string, CompleteSampling>>;
}

/** Wire names of the sampling parameters. */
const WIRE_NAMES = {
  topK: "top_k",
  topP: "top_p",
  typicalP: "typical_p",
  temperature: "temperature",
  repetitionPenalty: "repetition_penalty",
  maxNewTokens: "max_new_tokens",
} as const satisfies Record<keyof Sampling, keyof SamplingParameters>;

/** Names of the sampling options, in the order of the wire. */
export const SAMPLING_NAMES: readonly (keyof Sampling)[] = Object.keys(
  WIRE_NAMES,
) as (keyof Sampling)[];

/** The defaults of the historic client, and the eight presets of Open Assistant's servers. */
export const SAMPLING: SamplingConfig = {
  defaults: {
    topK: 50,
    topP: null,
    typicalP: null,
    temperature: 0.35,
    repetitionPenalty: 1.1111111111111112,
    maxNewTokens: 1024,
  },
  presets: Object.fromEntries(
    PRESETS.map(({ name, sampling_parameters }) => [name, fromWire(sampling_parameters)]),
  ),
};

/** What a request may say of sampling; the later of the fields here wins. */
export interface SamplingRequest extends Sampling {
  /** A preset by name, or values for some parameters. */
  readonly sampling?: string | Sampling;
  /** The common field for `maxNewTokens`. */
  readonly maxTokens?: number;
}

/**
 * All six parameters as the wire wants them, and nothing else: the defaults, then `sampling`, then
 * `maxTokens`, then the options of their own.
 * @throws ProviderError `invalid_request` for an unknown preset or parameter in `sampling`.
 */
export function samplingParameters(
  config: SamplingConfig,
  request: SamplingRequest,
): SamplingParameters {
  const { sampling, maxTokens } = request;
  const common = maxTokens === undefined ? {} : { maxNewTokens: maxTokens };
  const chosen: CompleteSampling = {
    ...config.defaults,
    ...base(config, sampling),
    ...common,
    ...known(request),
  };
  return toWire(chosen);
}

function base(config: SamplingConfig, sampling: string | Sampling | undefined): Sampling {
  if (typeof sampling === "string") {
    const preset = Object.hasOwn(config.presets, sampling) ? config.presets[sampling] : undefined;
    if (preset !== undefined) return preset;
    const names = Object.keys(config.presets).join(", ");
    throw invalid(`sampling names no preset ${JSON.stringify(sampling.slice(0, 40))}: ${names}`);
  }
  for (const name of Object.keys(sampling ?? {})) {
    if (Object.hasOwn(WIRE_NAMES, name)) continue;
    const names = SAMPLING_NAMES.join(", ");
    throw invalid(`sampling holds the unknown ${JSON.stringify(name.slice(0, 40))}: ${names}`);
  }
  return known(sampling ?? {});
}

/** The sampling options in `source` that are set; nothing else that is in it. */
function known(source: Sampling): Sampling {
  return Object.fromEntries(
    SAMPLING_NAMES.filter((name) => source[name] !== undefined).map((name) => [name, source[name]]),
  );
}

function toWire(sampling: CompleteSampling): SamplingParameters {
  return Object.fromEntries(
    SAMPLING_NAMES.map((name) => [WIRE_NAMES[name], sampling[name]]),
  ) as unknown as SamplingParameters;
}

function fromWire(parameters: SamplingParameters): CompleteSampling {
  return Object.fromEntries(
    SAMPLING_NAMES.map((name) => [name, parameters[WIRE_NAMES[name]]]),
  ) as unknown as CompleteSampling;
}

function invalid(message: string): ProviderError {
  return new ProviderError("invalid_request", message);
}

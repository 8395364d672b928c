/** How the next token is picked, in the names of the wire; `null` leaves a filter out. */
export interface SamplingParameters {
  readonly top_k: number | null;
  readonly top_p: number | null;
  readonly typical_p: number | null;
  readonly temperature: number | null;
  readonly repetition_penalty: number | null;
  readonly max_new_tokens: number;
}

/** What the server fills in where a request names nothing. */
export const EMPTY_SAMPLING: SamplingParameters = {
  top_k: null,
  top_p: null,
  typical_p: null,
  temperature: null,
  repetition_penalty: null,
  max_new_tokens: 1024,
};

/** A named set of sampling parameters, as `/configs/model_configs` lists it for every model. */
export interface ParameterConfig {
  readonly name: string;
  readonly description: string;
  readonly sampling_parameters: SamplingParameters;
}

/** The eight presets, in the order in which they are served. */
export const PRESETS: readonly ParameterConfig[] = [
  preset("k50", "Top-k sampling with k=50", { top_k: 50, top_p: 0.95, temperature: 0.75 }),
  preset("k50-Creative", "Top-k sampling with k=50, higher temperature", {
    top_k: 50,
    top_p: 0.95,
    temperature: 0.85,
  }),
  preset("k50-Precise", "Top-k sampling with k=50, low temperature", {
    top_k: 50,
    top_p: 0.95,
    temperature: 0.1,
  }),
  preset("k50-Original", "Top-k sampling with k=50, highest temperature", {
    top_k: 50,
    top_p: 0.95,
    temperature: 0.9,
  }),
  preset("k50-Plugins", "Top-k sampling with k=50 and temperature=0.35", {
    top_k: 50,
    temperature: 0.35,
    repetition_penalty: 1.1111111111111112,
  }),
  preset("nucleus9", "Nucleus sampling with p=0.9", { top_p: 0.9, temperature: 0.8 }),
  preset("typical2", "Typical sampling with p=0.2", { typical_p: 0.2, temperature: 0.8 }),
  preset("typical3", "Typical sampling with p=0.3", { typical_p: 0.3, temperature: 0.8 }),
];

function preset(
  name: string,
  description: string,
  values: Partial<SamplingParameters>,
): ParameterConfig {
  return {
    name,
    description,
    sampling_parameters: { ...EMPTY_SAMPLING, repetition_penalty: 1.2, ...values },
  };
}

import type { ParameterConfig } from "./sampling.ts";

/** What the server knows of the weights behind a model name; lengths in tokens. */
export interface ModelConfig {
  readonly model_id: string;
  readonly max_input_length: number;
  readonly max_total_length: number;
  readonly quantized: boolean;
}

/** One entry of `/configs/model_configs`; the limits are not in it. */
export interface ModelConfigInfo {
  readonly name: string;
  readonly description: string;
  readonly parameter_configs: readonly ParameterConfig[];
}

/** The 25 model names of the original, in the order in which they are served. */
export const MODEL_CONFIGS: ReadonlyMap<string, ModelConfig> = new Map([
  model("_lorem", "_lorem", 128, 256),
  model("distilgpt2", "distilgpt2", 512, 1024),
  ...pair("OA_SFT_Pythia_12B", "", "OpenAssistant/oasst-sft-1-pythia-12b", 2048),
  ...pair("OA_SFT_Pythia_12B", "_4", "OpenAssistant/oasst-sft-4-pythia-12b-epoch-3.5", 2048),
  model("OA_SFT_Llama_7B", "OpenAssistant/oasst_sft_llama_7b_mask_1000", 1024, 2048),
  ...pair("OA_SFT_Llama_13B", "", "OpenAssistant/oasst_sft_llama_13b_mask_1500", 2048),
  ...pair("OA_SFT_Llama_30B", "", "OpenAssistant/llama_30b_oasst_latcyr_1000", 1792),
  ...pair("OA_SFT_Llama_30B", "_2", "OpenAssistant/llama_30b_oasst_latcyr_400", 1792),
  ...pair("OA_SFT_Llama_30B", "_5", "OpenAssistant/oasst-sft-5-llama-30b-epoch-1", 1792),
  ...pair("OA_SFT_Llama_30B", "_6", "OpenAssistant/oasst-sft-6-llama-30b", 1792),
  ...pair("OA_SFT_Llama_30B", "_7", "OpenAssistant/oasst-sft-7-llama-30b", 1792),
  model("OA_SFT_Llama_30B_7e3", "OpenAssistant/oasst-sft-7e3-llama-30b", 1024, 1792),
  model("OA_RLHF_Llama_30B_2_7k", "OpenAssistant/oasst-rlhf-2-llama-30b-7k-steps", 1024, 1792),
  ...pair("Carper_RLHF_13B", "_1", "CarperAI/vicuna-13b-fine-tuned-rlhf", 2048),
  model("OA_SFT_Llama2_70B_10", "OpenAssistant/llama2-70b-oasst-sft-v10", 3072, 4096),
  model("OA_SFT_CodeLlama_13B_10", "OpenAssistant/codellama-13b-oasst-sft-v10", 8192, 12_288),
]);

type Entry = readonly [name: string, config: ModelConfig];

function model(
  name: string,
  model_id: string,
  max_input_length: number,
  max_total_length: number,
  quantized = false,
): Entry {
  return [name, { model_id, max_input_length, max_total_length, quantized }];
}

/** A model and its quantized twin, whose name has a `q` behind the size. */
function pair(size: string, version: string, modelId: string, total: number): readonly Entry[] {
  return [
    model(`${size}${version}`, modelId, 1024, total),
    model(`${size}q${version}`, modelId, 1024, total, true),
  ];
}

import type { ProviderManifest, SamplingFields } from "@g4f/core";
import type { SamplingParameters } from "@g4f/provider-openassistant/wire";

/** The sampling parameters that the responder is known to take, under their common names. */
export function samplingFor(
  sampling: SamplingParameters | undefined,
  { supports }: ProviderManifest,
): SamplingFields {
  if (sampling === undefined) return {};
  const { temperature, top_p, top_k, max_new_tokens } = sampling;
  return {
    ...(supports.temperature === true && temperature !== null && { temperature }),
    ...(supports.topP === true && top_p !== null && { topP: top_p }),
    ...(supports.topK === true && top_k !== null && { topK: top_k }),
    ...(supports.maxTokens === true && { maxTokens: max_new_tokens }),
  };
}

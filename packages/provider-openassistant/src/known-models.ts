import type { ModelInfo } from "@g4f/core";

import { MODEL_CONFIGS } from "./wire.ts";

/** The models of the original servers, in their order. */
export const KNOWN_MODELS: readonly ModelInfo[] = [...MODEL_CONFIGS.keys()].map(modelInfo);

/** What is known of a model; the limits of one that the original did not have are not. */
export function modelInfo(id: string): ModelInfo {
  const config = MODEL_CONFIGS.get(id);
  if (config === undefined) return { id, kind: "chat" };
  const { max_input_length: maxInputTokens, max_total_length: maxTotalTokens } = config;
  return { id, kind: "chat", maxInputTokens, maxTotalTokens };
}

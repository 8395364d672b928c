import type { Usage } from "@g4f/core";

/** Usage as the Chat API counts it; what the provider did not tell counts as none. */
export function chatUsage(usage: Usage): object {
  const { inputTokens = 0, outputTokens = 0, cachedTokens, reasoningTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: usage.totalTokens ?? inputTokens + outputTokens,
    ...(cachedTokens === undefined
      ? {}
      : { prompt_tokens_details: { cached_tokens: cachedTokens } }),
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

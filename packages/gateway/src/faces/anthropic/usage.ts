import type { CallResult, FinishReason, Usage } from "@g4f/core";

import type { EmptyFields } from "./version.ts";

/** Tokens as Anthropic counts them: what came from a cache stands apart from the other input. */
export function usageOf(usage: Usage | undefined, { usage: empty }: EmptyFields): object {
  const { inputTokens = 0, cachedTokens = 0, outputTokens = 0, reasoningTokens } = usage ?? {};
  return {
    input_tokens: Math.max(0, inputTokens - cachedTokens),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: outputTokens,
    ...empty,
    ...(reasoningTokens === undefined
      ? {}
      : { output_tokens_details: { thinking_tokens: reasoningTokens } }),
  };
}

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  "tool-calls": "tool_use",
  "content-filter": "refusal",
  // The API has no word for it, and null would say that there is more to come.
  unknown: "end_turn",
};

/** Why an answer ended. Which of the stop sequences it was, no provider says. */
export function stopOf({ finishReason }: CallResult): object {
  return { stop_reason: REASONS[finishReason], stop_sequence: null };
}

import type { UsagePart } from "@g4f/core";
import { countOf, usagePart } from "@g4f/core/kit";

import type { ChatUsage } from "./event.ts";

/**
 * Usage in the common form. Some hosts (xAI) count reasoning apart from the other output tokens: where
 * the total is the sum of all three, it is added.
 */
export function usageOf(usage: ChatUsage): UsagePart {
  const { prompt_tokens: input, completion_tokens: completion, total_tokens: total } = usage;
  const reasoning = usage.completion_tokens_details?.reasoning_tokens;
  const seen = countOf(completion);
  const thought = countOf(reasoning) ?? 0;
  const apart = seen !== undefined && total === (countOf(input) ?? 0) + seen + thought;
  return usagePart({
    input,
    output: apart ? seen + thought : completion,
    total,
    cached: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens,
    reasoning,
  });
}

import type { FinishReason } from "@g4f/core";

/** An answer whose end was proven, but not explained, came to its natural end as far as anyone knows. */
export const CHAT_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
  unknown: "stop",
};

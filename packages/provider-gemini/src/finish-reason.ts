import { ProviderError, type FinishReason } from "@g4f/core";

const REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content-filter",
  RECITATION: "content-filter",
  BLOCKLIST: "content-filter",
  PROHIBITED_CONTENT: "content-filter",
  SPII: "content-filter",
  IMAGE_SAFETY: "content-filter",
  IMAGE_PROHIBITED_CONTENT: "content-filter",
  IMAGE_RECITATION: "content-filter",
};

/** Reasons that say that the model wrote a call which nobody can make. */
const BAD_CALLS: ReadonlySet<string> = new Set([
  "MALFORMED_FUNCTION_CALL",
  "UNEXPECTED_TOOL_CALL",
  "TOO_MANY_TOOL_CALLS",
  "MISSING_THOUGHT_SIGNATURE",
  "MALFORMED_RESPONSE",
]);

/**
 * The common reason for what the wire says (https://ai.google.dev/api/generate-content#FinishReason).
 * @throws ProviderError `protocol` where the model's answer is broken.
 */
export function finishReason(said: string, words = "", provider: string): FinishReason {
  if (BAD_CALLS.has(said)) {
    const more = words === "" ? "" : `: ${words.slice(0, 300)}`;
    throw new ProviderError("protocol", `${provider} ended with ${said}${more}`, {
      provider,
      phase: "end",
    });
  }
  return Object.hasOwn(REASONS, said) ? (REASONS[said] ?? "unknown") : "unknown";
}

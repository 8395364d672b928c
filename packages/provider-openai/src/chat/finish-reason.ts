import type { FinishReason, ProviderError } from "@g4f/core";

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  length: "length",
  max_tokens: "length",
  model_length: "length",
  tool_calls: "tool-calls",
  tool_use: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  sensitive: "content-filter",
};

/** Reasons that are errors: OpenRouter and Mistral, Z.ai, DeepSeek. */
const FAILURES: Readonly<Record<string, string>> = {
  error: "the model failed while it answered",
  network_error: "the model failed while it answered",
  insufficient_system_resource: "the answer was broken off: overloaded",
};

/** The common reason for what a host says. @throws ProviderError where it says that the answer failed. */
export function finishReason(
  said: string,
  { errorFrom }: { readonly errorFrom: (body: unknown) => ProviderError },
): FinishReason {
  if (Object.hasOwn(FAILURES, said)) throw errorFrom({ message: FAILURES[said], type: said });
  return Object.hasOwn(REASONS, said) ? (REASONS[said] ?? "unknown") : "unknown";
}

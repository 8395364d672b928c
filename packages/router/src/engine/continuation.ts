import type { CallRequest, ErrorCode, Message } from "@g4f/core";

/** What cut an answer short, and says nothing against its text. */
const CUTS: ReadonlySet<ErrorCode> = new Set([
  "network",
  "overloaded",
  "protocol",
  "timeout",
  "truncated",
  "upstream",
]);

const GO_ON =
  "Your last answer was cut off. Continue it exactly where it stopped, in the middle of a word if need be. Repeat nothing of it, and say nothing about the interruption.";

/** Whether an answer that failed with `code` may be continued. */
export function isCut(code: ErrorCode): boolean {
  return CUTS.has(code);
}

/** The request that asks for the rest of an answer of which `text` had come. */
export function continued(request: CallRequest, text: string): CallRequest {
  const messages: readonly Message[] = [
    ...request.messages,
    { role: "assistant", content: text },
    { role: "user", content: GO_ON },
  ];
  return { ...request, messages };
}

import { ProviderError, type Chunk } from "@g4f/core";

import type { ChatAnswer } from "./answer.ts";
import type { ChatChoice, ChatDelta, ChatEvent } from "./event.ts";

/** An answer that was asked for whole, as hosts send it; nothing in it is certain. */
interface WholeAnswer extends Omit<ChatEvent, "choices"> {
  readonly choices?: readonly WholeChoice[] | null;
}

interface WholeChoice extends Omit<ChatChoice, "delta"> {
  readonly message?: ChatDelta | null;
}

/**
 * What an answer says that came whole: its message reads as one long delta.
 * @throws ProviderError as the answer tells, or `protocol` where it is none.
 */
export function readWhole(body: unknown, answer: ChatAnswer): Chunk[] {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new ProviderError("protocol", "the answer is no JSON object", { phase: "stream" });
  }
  const { choices, ...facts } = body as WholeAnswer;
  const chunks: Chunk[] = [];
  answer.read({ ...facts, choices: (choices ?? []).map(choiceOf) }, chunks);
  answer.done();
  return chunks;
}

function choiceOf({ message, ...choice }: WholeChoice): ChatChoice {
  // In a stream each call has its number; here it has its place.
  const calls = message?.tool_calls?.map((call, index) => ({ ...call, index }));
  const delta = calls === undefined ? (message ?? null) : { ...message, tool_calls: calls };
  return { ...choice, delta };
}

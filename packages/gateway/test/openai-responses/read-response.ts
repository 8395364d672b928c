import type { Chunk } from "@g4f/core";
import { MemoryStateStore } from "@g4f/router";
import { expect } from "vitest";

import type { AnswerHead } from "../../src/face.ts";
import { openaiResponses } from "../../src/faces/openai-responses/face.ts";
import { ResponseStore } from "../../src/faces/openai-responses/store.ts";
import { expectServed } from "../support/openai-schema.ts";
import { playedTo } from "../support/played-to.ts";
import { sseEvents } from "../support/sse-events.ts";

export const ANSWER: AnswerHead = {
  id: "0123456789abcdef0123456789abcdef",
  model: "m",
  createdAt: 1_700_000_000_999,
};

/** The face, over a store of its own. */
export const FACE = openaiResponses(new ResponseStore(new MemoryStateStore()));

export type Fields = Readonly<Record<string, unknown>>;

/** The events of a stream: each is what OpenAI's schema wants, named as its type, and numbered in order. */
export function eventsOf(text: string): Fields[] {
  return sseEvents(text).map(({ event, data }, number) => {
    expectServed("responseEvent", data);
    const fields = data as Fields;
    expect(event).toBe(fields["type"]);
    expect(fields["sequence_number"]).toBe(number);
    return fields;
  });
}

/** What a streamed answer tells, and the same answer whole. */
export async function told(
  chunks: readonly Chunk[],
  body: object = {},
): Promise<{ readonly events: Fields[]; readonly whole: Fields; readonly streamed: Fields }> {
  const request = { model: "m", input: "Hi", ...body };
  expectServed("responsesRequest", request);
  const asked = FACE.read(request, { headers: {} });
  const { written, result } = await playedTo(chunks, FACE.open(asked, ANSWER));
  const whole = FACE.whole(asked, ANSWER, result) as Fields;
  expectServed("response", whole);
  const events = eventsOf(written);
  const streamed = events.at(-1)?.["response"] as Fields;
  return { events, whole, streamed };
}

import { SseDecoder } from "@g4f/core";
import fc from "fast-check";
import { test } from "vitest";

import { openaiChat } from "../../src/dialects/openai-chat.ts";
import { openassistantInference } from "../../src/dialects/openassistant-inference.ts";
import type { Script } from "../../src/script.ts";
import { isBytes } from "../../src/simulator/encode-body.ts";
import { answerPlan } from "../../src/simulator/response-plan.ts";
import type { Slice } from "../../src/upstream.ts";

const ASKED = { messages: [], stream: true };
const script: fc.Arbitrary<Script> = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => ({ type: "text", text }) as const),
    fc.string({ maxLength: 12 }).map((data) => ({ type: "event", data }) as const),
    fc.constant({ type: "ping" } as const),
    fc.constant({ type: "finish", reason: "stop" } as const),
  ),
  { maxLength: 8 },
);
const slice: fc.Arbitrary<Slice> = fc.oneof(
  fc.constant<Slice>({ by: "event" }),
  fc.constant<Slice>({ by: "whole" }),
  fc.integer({ min: 1, max: 40 }).map((bytes) => ({ by: "bytes", bytes }) as const),
  fc.array(fc.nat(600)).map((offsets) => ({ by: "offsets", offsets }) as const),
  fc.record({
    by: fc.constant("seed" as const),
    seed: fc.integer(),
    max: fc.integer({ min: 1, max: 99 }),
  }),
);

function eventsOf(chunks: readonly Uint8Array[]): readonly string[] {
  const decoder = new SseDecoder();
  return chunks.flatMap((chunk) => Array.from(decoder.push(chunk), ({ data }) => data));
}

test("however a body is cut, it is the same body, and its events are those of the dialect", () => {
  fc.assert(
    fc.property(
      script,
      slice,
      fc.constantFrom(openaiChat, openassistantInference),
      (said, cut, dialect) => {
        const { pieces } = answerPlan(dialect, { script: said, delivery: { slice: cut } }, ASKED);
        const events = dialect
          .encode(said, ASKED)
          .filter(({ comment }) => comment !== true)
          .map(({ data }) => data.replaceAll(/\r\n?/g, "\n"));
        return (
          pieces.every((piece) => isBytes(piece) && piece.length > 0) &&
          JSON.stringify(eventsOf(pieces.filter(isBytes))) === JSON.stringify(events)
        );
      },
    ),
    { numRuns: 400 },
  );
});

test("a body that ends early is the beginning of the whole", () => {
  fc.assert(
    fc.property(script, slice, fc.nat(900), (said, cut, at) => {
      const answer = { script: said, delivery: { slice: cut } };
      const cutShort = { script: said, delivery: { slice: cut, end: { at, how: "fin" as const } } };
      const bytes = (of: typeof answer): Buffer =>
        Buffer.concat(answerPlan(openaiChat, of, ASKED).pieces.filter(isBytes));
      return bytes(cutShort).equals(bytes(answer).subarray(0, at));
    }),
    { numRuns: 400 },
  );
});

import { expect, test } from "vitest";

import type { Dialect } from "../../src/dialect.ts";
import { anthropicMessages, openaiChat, openaiResponses, type Script } from "../../src/index.ts";
import { at, list } from "./read/told.ts";

const call = (id: string): Script[number] => ({
  type: "tool-calls",
  calls: [{ id, name: "f", arguments: ['{"x"', ":1}"] }],
});
/** Goes to and fro between everything that has blocks of its own. */
const SCRIPT: Script = [
  { type: "text", text: "a" },
  { type: "reasoning", text: "b" },
  { type: "reasoning", text: "c" },
  { type: "text", text: "d" },
  call("1"),
  call("2"),
  { type: "text", text: "e" },
  { type: "finish", reason: "stop" },
];

function eventsOf(dialect: Dialect, script: Script): readonly unknown[] {
  const events = dialect.encode(script, { messages: [] });
  return events
    .filter(({ data }) => data !== "[DONE]")
    .map(({ data }) => JSON.parse(data) as unknown);
}

test("anthropic-messages: one block after the other, each begun, filled and ended", () => {
  let open: unknown;
  let next = 0;
  for (const event of eventsOf(anthropicMessages, SCRIPT)) {
    const type = at(event, "type");
    const index = at(event, "index");
    if (type === "content_block_start") {
      expect(open).toBeUndefined();
      expect(index).toBe(next++);
      open = index;
    }
    if (index !== undefined) expect(index).toBe(open);
    if (type === "content_block_stop") open = undefined;
  }
  expect(next).toBe(6);
  expect(open).toBeUndefined();
});

test("openai-responses: every item has a place of its own, and is done with", () => {
  const events = eventsOf(openaiResponses, SCRIPT);
  const of = (type: string): readonly unknown[] =>
    events.filter((event) => at(event, "type") === `response.output_item.${type}`);
  const places = (found: readonly unknown[]): readonly unknown[] =>
    found.map((event) => at(event, "output_index"));
  const ids = (found: readonly unknown[]): readonly unknown[] =>
    found.map((event) => at(event, "item", "id"));
  expect(places(of("added"))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(places(of("done"))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(ids(of("done"))).toEqual(ids(of("added")));
  expect(new Set(ids(of("added"))).size).toBe(6);
  const whole = list(events.at(-1), "response", "output");
  expect(whole.map((item) => at(item, "id"))).toEqual(ids(of("done")));
  expect(events.map((event) => at(event, "sequence_number"))).toEqual(events.map((_, n) => n));
});

test("openai-chat: calls of later steps have indices of their own", () => {
  const pieces = eventsOf(openaiChat, SCRIPT)
    .flatMap((event) => list(event, "choices", 0, "delta", "tool_calls"))
    .map((piece) => [at(piece, "index"), at(piece, "id")]);
  expect(pieces).toEqual([
    [0, "1"],
    [0, undefined],
    [0, undefined],
    [1, "2"],
    [1, undefined],
    [1, undefined],
  ]);
});

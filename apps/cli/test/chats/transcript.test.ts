import { describe, expect, test } from "vitest";

import type { ChatRecord } from "../../src/chats/record.ts";
import { Transcript } from "../../src/chats/transcript.ts";

const at = "2026-11-21T08:00:00.000Z";
const q = (content: string): ChatRecord => ({ type: "question", at, content });
const a = (content: string): ChatRecord => ({
  type: "answer",
  at,
  message: { role: "assistant", content },
  provider: "P",
  model: "m",
});
const d = (text: string): ChatRecord => ({ type: "draft", text });

describe("what a model is told", () => {
  const rows: readonly (readonly [string, readonly ChatRecord[], readonly string[]])[] = [
    ["questions and answers, in order", [q("1"), a("2"), q("3"), a("4")], ["1", "2", "3", "4"]],
    ["a question that waits", [q("1"), a("2"), q("3")], ["1", "2", "3"]],
    ["no question that was never answered", [q("1"), q("3"), a("4"), q("5")], ["3", "4", "5"]],
    ["a draft where the process ended", [q("1"), d("he"), d("llo"), q("2")], ["1", "hello", "2"]],
    ["no draft where the answer is whole", [q("1"), d("he"), a("hello")], ["1", "hello"]],
    ["the question alone after retry", [q("1"), d("x"), a("2"), { type: "retry" }], ["1"]],
    ["the other answer after retry", [q("1"), a("2"), { type: "retry" }, a("3")], ["1", "3"]],
    ["nothing from before clear", [q("1"), a("2"), { type: "clear" }, q("3")], ["3"]],
    ["nothing after clear", [q("1"), a("2"), { type: "clear" }], []],
    ["nothing of an answer to nothing", [a("1"), d("2"), { type: "retry" }], []],
  ];
  test.each(rows)("%s", (_, records, contents) => {
    expect(new Transcript(records).messages.map(({ content }) => content)).toEqual(contents);
  });
});

test("clear forgets for the model, not for the reader", () => {
  const transcript = new Transcript([q("1"), a("2"), { type: "clear" }]);
  expect(transcript.turns).toHaveLength(1);
  expect(transcript.last).toBeUndefined();
  expect(transcript.title).toBe("1");
});

test("the last settings hold, whole", () => {
  const transcript = new Transcript([
    { type: "settings", provider: "a", system: "s" },
    { type: "settings", provider: "b" },
  ]);
  expect(transcript.settings).toEqual({ provider: "b" });
});

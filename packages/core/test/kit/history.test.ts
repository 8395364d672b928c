import { describe, expect, test } from "vitest";

import { keepState, keptState, withToolIds } from "../../src/kit/history.ts";
import type { AssistantMessage, Messages } from "../../src/message.ts";

const rules = {
  provider: "Acme",
  id: /^[a-z0-9]{4}$/,
  make: (number: number) => `id${String(number).padStart(2, "0")}`,
};
const calls = (...ids: string[]): AssistantMessage => ({
  role: "assistant",
  toolCalls: ids.map((id) => ({ id, name: `tool-${id}`, arguments: "{}" })),
});

test("ids that fit stay, others are made anew, in call and answer alike", () => {
  const messages: Messages = [
    { role: "user", content: "Hi" },
    calls("good", "toolu_01", "call_2"),
    { role: "tool", toolCallId: "call_2", content: "2" },
    { role: "tool", toolCallId: "good", content: "g" },
    { role: "tool", toolCallId: "toolu_01", content: "1" },
  ];
  expect(withToolIds(messages, rules)).toEqual([
    { role: "user", content: "Hi" },
    {
      role: "assistant",
      toolCalls: [
        { id: "good", name: "tool-good", arguments: "{}" },
        { id: "id00", name: "tool-toolu_01", arguments: "{}" },
        { id: "id01", name: "tool-call_2", arguments: "{}" },
      ],
    },
    { role: "tool", toolCallId: "id01", name: "tool-call_2", content: "2" },
    { role: "tool", toolCallId: "good", name: "tool-good", content: "g" },
    { role: "tool", toolCallId: "id00", name: "tool-toolu_01", content: "1" },
  ]);
});

test("an id that comes again later is another call", () => {
  const messages: Messages = [
    calls("same"),
    { role: "tool", toolCallId: "same", content: "1" },
    calls("same"),
    { role: "tool", toolCallId: "same", content: "2" },
  ];
  const ids = withToolIds(messages, rules).flatMap((message) =>
    message.role === "tool" ? [message.toolCallId] : [],
  );
  expect(ids).toEqual(["same", "id00"]);
});

test("an answer without an id belongs to the first open call, or to that of its name", () => {
  const messages: Messages = [
    calls("aaaa", "bbbb"),
    { role: "tool", name: "tool-bbbb", content: "b" },
    { role: "tool", content: "a" },
  ];
  const ids = withToolIds(messages, rules).flatMap((message) =>
    message.role === "tool" ? [message.toolCallId] : [],
  );
  expect(ids).toEqual(["bbbb", "aaaa"]);
});

describe("histories that no wire takes", () => {
  const rows: readonly (readonly [string, Messages, string])[] = [
    [
      "an answer to nothing",
      [{ role: "tool", toolCallId: "x", content: "?" }],
      'messages[0] answers the call "x" that no assistant message before it makes',
    ],
    [
      "two answers to one call",
      [
        calls("aaaa"),
        { role: "tool", toolCallId: "aaaa", content: "1" },
        { role: "tool", toolCallId: "aaaa", content: "2" },
      ],
      'messages[2] answers the call "aaaa" that no assistant message before it makes',
    ],
    [
      "a call without an answer, at the end",
      [calls("aaaa")],
      'the call "aaaa" of "tool-aaaa" has no answer: a tool message with its toolCallId must follow',
    ],
    [
      "a call without an answer, before the chat goes on",
      [calls("aaaa"), { role: "user", content: "well?" }],
      'the call "aaaa" of "tool-aaaa" has no answer: a tool message with its toolCallId must follow',
    ],
  ];
  test.each(rows)("%s", (_, messages, message) => {
    expect(() => withToolIds(messages, rules)).toThrow(
      expect.objectContaining({ code: "invalid_request", message }),
    );
  });
});

test("what one provider kept is nothing to another", () => {
  const state = keepState("Acme", { signature: "s" });
  expect(keptState("Acme", state)).toEqual({ signature: "s" });
  for (const other of [keepState("Other", 1), undefined, null, "s", 7]) {
    expect(keptState("Acme", other)).toBeUndefined();
  }
});

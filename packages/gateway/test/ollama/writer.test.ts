import type { Chunk } from "@g4f/core";
import { describe, expect, test } from "vitest";

import type { FaceRequest } from "../../src/face.ts";
import { ollamaChat } from "../../src/faces/ollama/face.ts";
import { playedTo } from "../support/played-to.ts";

const answer = { id: "0".repeat(32), model: "m", createdAt: 0 };
const asked = {} as FaceRequest;
const head = { model: "m", created_at: "1970-01-01T00:00:00.000Z" };
const say = (message: object): object => ({
  ...head,
  message: { role: "assistant", ...message },
  done: false,
});
const usage: Chunk = { type: "usage", inputTokens: 26, outputTokens: 5, exact: true };
const STOP: Chunk = { type: "finish", reason: "stop" };
const call = { type: "tool-call", id: "t", name: "f", arguments: '{"a":1}' } as const;
const calls = [{ id: "t", function: { index: 0, name: "f", arguments: { a: 1 } } }];

/** Each line of the answer, parsed. */
async function write(...chunks: Chunk[]): Promise<Record<string, unknown>[]> {
  const { written } = await playedTo(chunks, ollamaChat.open(asked, answer));
  const lines = written.split("\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("a streamed answer", () => {
  test("text, line by line, and a last line with what is known", async () => {
    const lines = await write("He", 'l"lo\n', usage, STOP);
    expect(lines.slice(0, 2)).toEqual([say({ content: "He" }), say({ content: 'l"lo\n' })]);
    const { total_duration: duration, ...last } = lines[2] ?? {};
    expect(last).toEqual({
      ...say({ content: "" }),
      done: true,
      done_reason: "stop",
      prompt_eval_count: 26,
      eval_count: 5,
    });
    expect(Number.isInteger(duration)).toBe(true);
  });

  test("thinking, and calls whole", async () => {
    const delta = { index: 0, id: "t", name: "f", argumentsDelta: '{"a":1}' };
    const lines = await write(
      { type: "reasoning", text: "hm" },
      { type: "tool-call-delta", ...delta },
      { ...call, index: 0 },
      { type: "finish", reason: "tool-calls" },
    );
    expect(lines).toMatchObject([
      say({ content: "", thinking: "hm" }),
      say({ content: "", tool_calls: calls }),
      { done: true, done_reason: "stop" },
    ]);
    expect(lines[2]).not.toHaveProperty("eval_count");
  });

  test("calls of one answer are numbered", async () => {
    const lines = await write(call, { ...call, id: "u" }, { type: "finish", reason: "tool-calls" });
    const numbered = calls.map((one) => ({
      ...one,
      id: "u",
      function: { ...one.function, index: 1 },
    }));
    expect(lines[1]).toEqual(say({ content: "", tool_calls: numbered }));
  });

  test.each([
    ["length", "length"],
    ["content-filter", "content_filter"],
    ["unknown", "unknown"],
  ] as const)("%s ends as %s", async (reason, said) => {
    expect((await write("x", { type: "finish", reason })).at(-1)).toMatchObject({
      done_reason: said,
    });
  });

  test("a call whose arguments are no object is never handed out", async () => {
    const half = { ...call, arguments: '{"a":' };
    await expect(write(half, STOP)).rejects.toMatchObject({ code: "protocol" });
  });

  test("an error is the last line", () => {
    const failure = { status: 502, code: "truncated", message: "cut", requestId: "r" } as const;
    const told = { ...failure, retryable: false };
    expect(ollamaChat.open(asked, answer).fail(told)).toBe('{"error":"cut"}\n');
    expect(ollamaChat.errorBody(told)).toEqual({ error: "cut" });
  });
});

test("an answer that is not streamed", async () => {
  const chunks: Chunk[] = [
    { type: "reasoning", text: "hm" },
    "said",
    call,
    usage,
    { type: "finish", reason: "tool-calls" },
  ];
  const { result } = await playedTo(chunks, ollamaChat.open(asked, answer));
  expect(ollamaChat.whole(asked, answer, result)).toMatchObject({
    ...head,
    message: { role: "assistant", content: "said", thinking: "hm", tool_calls: calls },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 26,
    eval_count: 5,
  });
});

import { describe, expect, test } from "vitest";

import type { CallResult, Chunk, ProviderStream } from "../../src/index.ts";
import { inProcess, stages, type Step } from "../support/play.ts";
import { messages, stop } from "../support/scripted-provider.ts";

/** Reads a stream to its end in one way; what came, as far as that way tells. */
const ways = {
  text: async (stream: ProviderStream) => {
    const read: unknown[] = [];
    for await (const text of stream) read.push(text);
    return read;
  },
  chunks: async (stream: ProviderStream) => {
    const read: unknown[] = [];
    for await (const chunk of stream.chunks()) read.push(chunk);
    return read;
  },
  collect: async (stream: ProviderStream) => [await stream.collect()],
  toReadableStream: async (stream: ProviderStream) => {
    const read: unknown[] = [];
    for await (const text of stream.toReadableStream()) read.push(text);
    return read;
  },
} as const;
type Way = keyof typeof ways;
const names = Object.keys(ways) as Way[];
const pairs = names.flatMap((first) => names.map((second) => [first, second] as const));

const steps: readonly Chunk[] = [
  { type: "provider", provider: "Acme", model: "acme-1" },
  { type: "reasoning", text: "let me " },
  { type: "reasoning", text: "see" },
  "hel",
  { type: "text", text: "lo" },
  { type: "tool-call-delta", index: 0, id: "c1", name: "add", argumentsDelta: '{"a"' },
  { type: "tool-call-delta", index: 0, argumentsDelta: ":1}" },
  { type: "tool-call", index: 0, id: "c1", name: "add", arguments: '{"a":1}' },
  { type: "source", url: "https://acme.test/a" },
  { type: "usage", inputTokens: 3, exact: false },
  { type: "usage", inputTokens: 3, outputTokens: 5, exact: true },
  { type: "conversation", conversation: { id: "t1" } },
  { type: "warning", message: "slow today" },
  { type: "custom", name: "acme.mood", data: 7 },
  { type: "finish", reason: "tool-calls" },
];

const result: CallResult = {
  text: "hello",
  reasoning: "let me see",
  toolCalls: [{ index: 0, id: "c1", name: "add", arguments: '{"a":1}' }],
  usage: { inputTokens: 3, outputTokens: 5, exact: true },
  finishReason: "tool-calls",
  model: "acme-1",
  provider: "Acme",
  warnings: ["slow today"],
  conversation: { id: "t1" },
  message: {
    role: "assistant",
    content: "hello",
    reasoning: [{ text: "let me see" }],
    toolCalls: [{ id: "c1", name: "add", arguments: '{"a":1}' }],
  },
};

const expected: Readonly<Record<Way, readonly unknown[]>> = {
  text: ["hel", "lo"],
  chunks: steps.map((step) =>
    typeof step === "object" && step.type === "text" ? step.text : step,
  ),
  collect: [result],
  toReadableStream: ["hel", "lo"],
};

describe.each(stages)("a call is read in one way, $name", ({ play }) => {
  test.each(pairs)("%s, then %s: a TypeError, and the first goes on", async (first, second) => {
    const hold = Promise.withResolvers<void>();
    const { provider } = await play(["a", hold.promise, "b", stop] satisfies Step[]);
    const stream = provider.createAsyncGenerator({ messages });
    const reading = ways[first](stream);
    await expect(ways[second](stream)).rejects.toThrow(TypeError);
    hold.resolve();
    await reading;
    await expect(ways[second](stream)).rejects.toThrow(TypeError);
    expect((await stream.result).text).toBe("ab");
  });

  test.each(names)("%s: what is read, and the result afterwards", async (way) => {
    const { provider } = await play(steps);
    const stream = provider.createAsyncGenerator({ messages });
    expect(await ways[way](stream)).toEqual(expected[way]);
    expect(await stream.result).toEqual(result);
    await stream.closed;
  });

  test.each(names)("%s: an error is told, and .result tells the same", async (way) => {
    const { provider } = await play(["a"]);
    const stream = provider.createAsyncGenerator({ messages });
    await expect(ways[way](stream)).rejects.toMatchObject({ code: "truncated" });
    await expect(stream.result).rejects.toMatchObject({
      code: "truncated",
      partial: { text: "a", usage: { exact: false } },
    });
  });

  test("next() and for await are one way", async () => {
    const { provider } = await play(["a", "b", stop]);
    const stream = provider.createAsyncGenerator({ messages });
    expect(await stream.next()).toEqual({ done: false, value: "a" });
    expect(await ways.text(stream)).toEqual(["b"]);
    for (const way of names) await expect(ways[way](stream)).rejects.toThrow(TypeError);
  });

  test("cancelling the web stream cuts the call", async () => {
    const { provider, cut } = await play(["a", Promise.withResolvers().promise]);
    const stream = provider.createAsyncGenerator({ messages });
    const reader = stream.toReadableStream().getReader();
    expect(await reader.read()).toEqual({ done: false, value: "a" });
    await reader.cancel();
    await cut();
    await expect(stream.result).rejects.toMatchObject({ code: "aborted" });
  });
});

test("text with a state keeps its place in the message", async () => {
  const { provider } = await inProcess([
    "see ",
    { type: "text", text: "this", state: { sig: 1 } },
    { type: "file", mediaType: "image/png", url: "https://acme.test/i.png" },
    "!",
    stop,
  ]);
  const { message, text } = await provider.createAsyncGenerator({ messages }).collect();
  expect(text).toBe("see this!");
  expect(message.content).toEqual([
    { type: "text", text: "see " },
    { type: "text", text: "this", state: { sig: 1 } },
    { type: "image", url: "https://acme.test/i.png", mediaType: "image/png" },
    { type: "text", text: "!" },
  ]);
});

test("raw parts come only where they are asked for", async () => {
  const { provider } = await inProcess([{ type: "raw", data: 1 }, "a", stop]);
  expect(await ways.chunks(provider.createAsyncGenerator({ messages }))).toEqual(["a", stop]);
  const raw = provider.createAsyncGenerator({ messages, raw: true });
  expect(await ways.chunks(raw)).toEqual([{ type: "raw", data: 1 }, "a", stop]);
});

import { describe, expect, test } from "vitest";

import type { Part } from "../src/chunk.ts";
import { checkChunk, isEmpty, Recorder } from "../src/record.ts";

function recorded(...parts: readonly Part[]): Recorder {
  const recorder = new Recorder();
  for (const part of parts) recorder.add(part);
  return recorder;
}

const plain = (text: string): string => text;
const call = { type: "tool-call", id: "1", name: "look_up", arguments: "{}" } as const;

describe("what a call amounts to", () => {
  test("nothing: no field that was never told", () => {
    expect(recorded().result("Acme", "acme-1")).toEqual({
      text: "",
      reasoning: "",
      toolCalls: [],
      finishReason: "unknown",
      model: "acme-1",
      provider: "Acme",
      warnings: [],
      message: { role: "assistant", content: "" },
    });
    expect(recorded().partial(plain)).toEqual({ text: "", reasoning: "", toolCalls: [] });
  });

  test("all that was told", () => {
    const recorder = recorded(
      { type: "reasoning", text: "I " },
      { type: "reasoning", text: "think" },
      { type: "reasoning", text: "more", block: 2, state: "signed" },
      { type: "reasoning", text: "last", block: 2 },
      { type: "text", text: "Hello" },
      { ...call, index: 0 },
      { type: "usage", inputTokens: 3, exact: true },
      { type: "conversation", conversation: { id: 7 } },
      { type: "warning", message: "slow" },
      { type: "finish", reason: "tool-calls" },
    );
    const { type: _, ...toolCall } = { ...call, index: 0 };
    const { index: __, ...messageCall } = toolCall;
    expect(recorder.result("Acme", "")).toEqual({
      text: "Hello",
      reasoning: "I thinkmorelast",
      toolCalls: [toolCall],
      finishReason: "tool-calls",
      model: "",
      provider: "Acme",
      warnings: ["slow"],
      message: {
        role: "assistant",
        content: "Hello",
        reasoning: [{ text: "I think" }, { text: "more", state: "signed" }, { text: "last" }],
        toolCalls: [messageCall],
      },
      usage: { inputTokens: 3, exact: true },
      conversation: { id: 7 },
    });
  });

  test("text between files stands between them, and text with a state by itself", () => {
    const data = new Uint8Array([1]);
    const recorder = recorded(
      { type: "text", text: "a" },
      { type: "text", text: "b", state: "kept" },
      { type: "file", mediaType: "image/png", data, name: "x.png" },
      { type: "text", text: "c" },
      { type: "file", mediaType: "application/pdf", url: "https://x.test/y.pdf", name: "y.pdf" },
      { type: "file", mediaType: "text/plain", url: "https://x.test/z" },
    );
    expect(recorder.result("", "").message.content).toEqual([
      { type: "text", text: "a" },
      { type: "text", text: "b", state: "kept" },
      { type: "image", mediaType: "image/png", data },
      { type: "text", text: "c" },
      { type: "file", mediaType: "application/pdf", url: "https://x.test/y.pdf", name: "y.pdf" },
      { type: "file", mediaType: "text/plain", url: "https://x.test/z" },
    ]);
  });

  test("a part of it, for an error: masked, and its usage no longer exact", () => {
    const recorder = recorded(
      { type: "text", text: "secret five" },
      { type: "reasoning", text: "secret" },
      { ...call, arguments: '"secret"' },
      { type: "conversation", conversation: 1 },
    );
    const masked = (text: string): string => text.replaceAll("secret", "***");
    expect(recorder.partial(masked)).toEqual({
      text: "*** five",
      reasoning: "***",
      toolCalls: [{ id: "1", name: "look_up", arguments: '"***"' }],
      usage: { outputTokens: 3, exact: false },
      conversation: 1,
    });
    recorder.add({ type: "usage", outputTokens: 9, exact: true });
    expect(recorder.partial(plain).usage).toEqual({ outputTokens: 9, exact: false });
    recorder.restart();
    expect(recorder.partial(plain)).toMatchObject({ usage: { outputTokens: 3 } });
    expect(recorder.partial(plain)).not.toHaveProperty("conversation");
  });
});

describe("what is no chunk", () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ type: "text" }, "a part of type text"],
    [{ type: "reasoning", text: 1 }, "a part of type reasoning"],
    [{ type: "tool-call-delta", index: 0 }, "a part of type tool-call-delta"],
    [{ ...call, id: 1 }, "a part of type tool-call"],
    [{ ...call, name: undefined }, "a part of type tool-call"],
    [{ ...call, arguments: {} }, "a part of type tool-call"],
    [{ type: "file", mediaType: "image/png" }, "a part of type file"],
    [{ type: "file", data: new Uint8Array() }, "a part of type file"],
    [{ type: "warning" }, "a part of type warning"],
    [{ type: "x".repeat(50) }, `a part of type ${"x".repeat(40)}`],
    [{ type: 1 }, "an object"],
  ];
  test.each(wrong)("%j", (part, shown) => {
    expect(() => recorded(part as Part)).toThrow(
      expect.objectContaining({
        code: "protocol",
        phase: "stream",
        message: expect.stringMatching(new RegExp(`: ${shown}$`)) as string,
      }),
    );
  });

  test.each([
    [null, "null"],
    [undefined, "undefined"],
    [7, "7"],
    ["y".repeat(50), "y".repeat(40)],
    [{}, "an object"],
    [{ type: 1 }, "an object"],
  ])("%j, before it is looked into", (chunk, shown) => {
    expect(() => checkChunk(chunk as Part)).toThrow(
      new RegExp(`^the provider yielded no chunk: ${shown}$`),
    );
  });

  test.each([
    [[{ type: "finish", reason: "done" }], "no finish reason: done"],
    [[{ type: "finish", reason: "stop" }], "the answer is empty"],
    [
      [
        { type: "tool-call-delta", index: 0, argumentsDelta: "{" },
        { type: "finish", reason: "stop" },
      ],
      "the answer ended inside a tool call",
    ],
  ] as const)("a wrong end: %j", (parts, message) => {
    expect(() => recorded(...(parts as readonly Part[]))).toThrow(
      expect.objectContaining({ code: "protocol", phase: "end", message }),
    );
  });
});

test("what is content, and what says nothing", () => {
  const nothing: readonly Part[] = [
    { type: "usage", exact: true },
    { type: "provider", provider: "Acme" },
    { type: "queue", position: 1 },
    { type: "source", url: "https://x.test" },
    { type: "raw", data: {} },
    { type: "custom", name: "a", data: 1 },
  ];
  expect(recorded(...nothing).hasContent).toBe(false);
  const content: readonly Part[] = [
    { type: "text", text: "a" },
    { type: "reasoning", text: "a" },
    call,
    { type: "file", mediaType: "image/png", url: "https://x.test" },
  ];
  for (const part of content) expect(recorded(part).hasContent).toBe(true);
  expect(isEmpty({ type: "text", text: "" })).toBe(true);
  expect(isEmpty({ type: "reasoning", text: "" })).toBe(true);
  expect(isEmpty({ type: "reasoning", text: "", state: 1 })).toBe(false);
  expect(isEmpty({ type: "text", text: " " })).toBe(false);
  expect(isEmpty({ type: "warning", message: "", text: "" } as Part)).toBe(false);
});

test("text that is not kept is only counted", () => {
  const recorder = new Recorder();
  recorder.keepsText = false;
  recorder.hear("four");
  recorder.add({ type: "text", text: "five!", state: "kept" });
  recorder.add({ type: "reasoning", text: "why", state: "signed" });
  expect(recorder.hasContent).toBe(true);
  expect(recorder.partial(plain)).toEqual({
    text: "",
    reasoning: "",
    toolCalls: [],
    usage: { outputTokens: 3, exact: false },
  });
  recorder.add({ type: "finish", reason: "stop" });
  expect(recorder.result("", "")).toMatchObject({
    text: "",
    finishReason: "stop",
    message: { content: "", reasoning: [{ text: "", state: "signed" }] },
  });
});

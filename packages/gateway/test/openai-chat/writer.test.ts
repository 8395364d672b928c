import type { Chunk } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { openaiChat } from "../../src/faces/openai-chat/face.ts";
import { expectServed } from "../support/openai-schema.ts";
import { playedTo } from "../support/played-to.ts";

const ANSWER = { id: "0123456789abcdef0123456789abcdef", model: "m", createdAt: 1_700_000_000_999 };
const MESSAGES = [{ role: "user", content: "Hi" }];
const FINISH: Chunk = { type: "finish", reason: "stop" };

interface Choice {
  readonly delta: Readonly<Record<string, unknown>>;
  readonly finish_reason: string | null;
  readonly logprobs: unknown;
}

interface Read {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly Choice[];
  readonly usage?: Readonly<Record<string, unknown>> | null;
}

/** The chunks of a stream, each held against OpenAI's schema; `[DONE]` must be the last event, once. */
function chunksOf(text: string): Read[] {
  const events = text.split("\n\n");
  expect(events.pop()).toBe("");
  expect(events.pop()).toBe("data: [DONE]");
  return events.map((event) => {
    expect(event.startsWith("data: ")).toBe(true);
    const chunk = JSON.parse(event.slice(6)) as Read;
    expectServed("chatChunk", chunk);
    return chunk;
  });
}

async function told(chunks: readonly Chunk[], body: object = {}): Promise<Read[]> {
  const asked = openaiChat.read({ model: "m", messages: MESSAGES, ...body }, { headers: {} });
  const { written, result } = await playedTo(chunks, openaiChat.open(asked, ANSWER));
  expectServed("chatCompletion", openaiChat.whole(asked, ANSWER, result));
  return chunksOf(written);
}

function deltas(chunks: readonly Read[]): unknown[] {
  return chunks.map(({ choices }) => choices[0]?.delta);
}

describe("a streamed chat completion", () => {
  it("says who speaks, then the text, then why it ends", async () => {
    const chunks = await told(["Hel", 'lo \u2028"\n', FINISH]);
    expect(deltas(chunks)).toEqual([
      { role: "assistant", content: "", refusal: null },
      { content: "Hel" },
      { content: 'lo \u2028"\n' },
      {},
    ]);
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([
      null,
      null,
      null,
      "stop",
    ]);
    for (const { id, created, model, usage } of chunks) {
      expect({ id, created, model }).toEqual({
        id: `chatcmpl-${ANSWER.id}`,
        created: 1_700_000_000,
        model: "m",
      });
      expect(usage).toBeUndefined();
    }
  });

  it("tells usage last where it was asked for, and null before", async () => {
    const usage: Chunk = {
      type: "usage",
      inputTokens: 7,
      outputTokens: 5,
      cachedTokens: 3,
      reasoningTokens: 2,
      exact: true,
    };
    const body = { stream: true, stream_options: { include_usage: true } };
    const chunks = await told(["x", usage, FINISH], body);
    const last = chunks.at(-1);
    expect(last?.choices).toEqual([]);
    expect(last?.usage).toEqual({
      prompt_tokens: 7,
      completion_tokens: 5,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it("streams calls side by side, each by its own number", async () => {
    const chunks = await told([
      { type: "tool-call-delta", index: 4, id: "call_a", name: "f", argumentsDelta: "" },
      { type: "tool-call-delta", index: 9, id: "call_b", name: "g", argumentsDelta: '{"b"' },
      { type: "tool-call-delta", index: 4, argumentsDelta: '{"a":1}' },
      { type: "tool-call-delta", index: 9, argumentsDelta: ":2}" },
      { type: "tool-call", index: 4, id: "call_a", name: "f", arguments: '{"a":1}' },
      { type: "tool-call", index: 9, id: "call_b", name: "g", arguments: '{"b":2}' },
      { type: "tool-call", id: "call_c", name: "h", arguments: "{}" },
      { type: "finish", reason: "tool-calls" },
    ]);
    const head = (index: number, id: string, name: string, text: string): object => ({
      tool_calls: [{ index, id, type: "function", function: { name, arguments: text } }],
    });
    const piece = (index: number, text: string): object => ({
      tool_calls: [{ index, function: { arguments: text } }],
    });
    expect(deltas(chunks).slice(1)).toEqual([
      head(0, "call_a", "f", ""),
      head(1, "call_b", "g", '{"b"'),
      piece(0, '{"a":1}'),
      piece(1, ":2}"),
      head(2, "call_c", "h", "{}"),
      {},
    ]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("has no content where it is not streamed and calls alone", async () => {
    const call: Chunk = { type: "tool-call", id: "call_a", name: "f", arguments: "{}", state: 1 };
    const asked = openaiChat.read({ model: "m", messages: MESSAGES }, { headers: {} });
    const chunks: Chunk[] = [call, { type: "finish", reason: "tool-calls" }];
    const { result } = await playedTo(chunks, openaiChat.open(asked, ANSWER));
    const whole = openaiChat.whole(asked, ANSWER, result) as {
      readonly choices: readonly { readonly message: object }[];
    };
    expect(whole.choices[0]?.message).toMatchObject({
      content: null,
      refusal: null,
      tool_calls: [{ id: "call_a", type: "function", function: { name: "f", arguments: "{}" } }],
    });
    // What the provider wants back of the call comes back with it.
    const next = { model: "m", messages: [whole.choices[0]?.message] };
    expect(openaiChat.read(next, { headers: {} }).call.messages).toEqual([
      { role: "assistant", toolCalls: [{ id: "call_a", name: "f", arguments: "{}", state: 1 }] },
    ]);
  });

  it("carries what must be sent back of reasoning", async () => {
    const chunks = await told([
      { type: "reasoning", text: "of none", block: 0 },
      { type: "reasoning", text: "think", block: 1 },
      { type: "reasoning", text: "", block: 1, state: { a: 1 } },
      "x",
      FINISH,
    ]);
    const pieces = deltas(chunks) as Readonly<Record<string, string | undefined>>[];
    const message = {
      role: "assistant",
      content: "x",
      reasoning_content: pieces.map((delta) => delta["reasoning_content"] ?? "").join(""),
      reasoning_details: pieces.flatMap((delta) => delta["reasoning_details"] ?? []),
    };
    const { call } = openaiChat.read({ model: "m", messages: [message] }, { headers: {} });
    expect(call.messages).toEqual([
      { role: "assistant", content: "x", reasoning: [{ text: "think", state: { a: 1 } }] },
    ]);
  });

  it("tells what the pieces of a call left out", async () => {
    const chunks = await told([
      { type: "tool-call-delta", index: 0, id: "call_a", name: "f", argumentsDelta: "" },
      { type: "tool-call", index: 0, id: "call_a", name: "f", arguments: "{}" },
      { type: "finish", reason: "tool-calls" },
    ]);
    expect(deltas(chunks)[2]).toEqual({
      tool_calls: [{ index: 0, function: { arguments: "{}" } }],
    });
  });

  it("tells reasoning, images, citations and logprobs in the fields that others read", async () => {
    const chunks = await told([
      { type: "reasoning", text: "hm" },
      "see",
      { type: "source", url: "https://a.test", title: "A" },
      { type: "file", mediaType: "image/png", data: new Uint8Array([1, 2, 3]) },
      { type: "custom", name: "logprobs", data: { content: [], refusal: null } },
      FINISH,
    ]);
    expect(deltas(chunks).slice(1, -1)).toEqual([
      { reasoning_content: "hm" },
      { content: "see" },
      {
        annotations: [
          {
            type: "url_citation",
            url_citation: { url: "https://a.test", title: "A", start_index: 3, end_index: 3 },
          },
        ],
      },
      { images: [{ type: "image_url", image_url: { url: "data:image/png;base64,AQID" } }] },
      {},
    ]);
    expect(chunks.at(-2)?.choices[0]?.logprobs).toEqual({ content: [], refusal: null });
  });

  it.each([
    ["length", "length"],
    ["content-filter", "content_filter"],
    ["unknown", "stop"],
  ] as const)("ends %s as %s", async (reason, said) => {
    const chunks = await told(["x", { type: "finish", reason }]);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe(said);
  });

  it("breaks off with an error, and no end", () => {
    const asked = openaiChat.read(
      { model: "m", messages: MESSAGES, stream: true },
      { headers: {} },
    );
    const writer = openaiChat.open(asked, ANSWER);
    const event = writer.fail({
      status: 502,
      code: "truncated",
      message: "the answer was cut",
      retryable: false,
      requestId: "req_1",
    });
    const { error, choices } = JSON.parse(event.slice(6)) as Read & { error: unknown };
    expectServed("errorBody", { error });
    expect(error).toEqual({
      message: "the answer was cut",
      type: "server_error",
      param: null,
      code: "truncated",
    });
    expect(choices[0]?.finish_reason).toBe("error");
    expect(event).not.toContain("[DONE]");
  });

  it("passes upstream's own events on, but for errors and usage that nobody asked for", () => {
    const asked = openaiChat.read(
      { model: "m", messages: MESSAGES, stream: true },
      { headers: {} },
    );
    const writer = openaiChat.open(asked, ANSWER);
    const raw = (text: string): string =>
      writer.raw({ type: "raw", data: JSON.parse(text) as unknown, text });
    const odd = '{ "choices":[{"delta":{"content":"a","new":1.0}}] }';
    expect(raw(odd)).toBe(`data: ${odd}\n\n`);
    expect(raw('{"choices":[],"usage":{"total_tokens":1}}')).toBe("");
    expect(raw('{"error":{"message":"no"}}')).toBe("");
    expect(raw('{"choices":[],"prompt_filter_results":[]}')).not.toBe("");
    expect(writer.rawEnd()).toBe("data: [DONE]\n\n");
  });
});

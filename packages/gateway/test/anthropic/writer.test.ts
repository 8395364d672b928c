import type { CallResult, Chunk } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { anthropicMessages } from "../../src/faces/anthropic/face.ts";
import type { MessagesRequest } from "../../src/faces/anthropic/request.ts";
import { stateOf } from "../../src/faces/anthropic/signature.ts";
import { playedTo } from "../support/played-to.ts";
import { sseEvents } from "../support/sse-events.ts";

const answer = { id: "0".repeat(32), model: "m", createdAt: 0 };
const asked = { version: "2023-06-01" } as MessagesRequest;
const write = async (...chunks: Chunk[]): Promise<object[]> => {
  const { written } = await playedTo(chunks, anthropicMessages.open(asked, answer));
  return sseEvents(written).map(({ event, data }) => {
    expect(event).toBe(Reflect.get(data, "type"));
    return data;
  });
};
const whole = async (...chunks: Chunk[]): Promise<object> => {
  const { result } = await playedTo(chunks, anthropicMessages.open(asked, answer));
  return anthropicMessages.whole(asked, answer, result);
};
const types = (events: readonly object[]): unknown[] =>
  events.map((event) => {
    const delta: unknown = Reflect.get(event, "delta");
    const block: unknown = Reflect.get(event, "content_block");
    const kind: unknown = Reflect.get(Object(delta ?? block), "type");
    const index: unknown = Reflect.get(event, "index");
    return [Reflect.get(event, "type"), index, kind].filter((one) => one !== undefined).join(" ");
  });
const finish = (reason: CallResult["finishReason"] = "stop"): Chunk => ({ type: "finish", reason });

/** What may be in an event of a block. */
interface BlockEvent {
  readonly type: string;
  readonly index?: number;
  readonly content_block?: unknown;
  readonly delta?: { readonly partial_json?: string; readonly text?: string };
}

describe("a streamed answer", () => {
  test("text, in the exact order of events", async () => {
    const usage = { inputTokens: 10, cachedTokens: 4, outputTokens: 2, exact: true } as const;
    const events = await write("He", "llo", { type: "usage", ...usage }, finish());
    expect(events).toEqual([
      {
        type: "message_start",
        message: {
          id: `msg_${answer.id}`,
          type: "message",
          role: "assistant",
          model: "m",
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            input_tokens: 0,
            cache_creation_input_tokens: 0,
            cache_read_input_tokens: 0,
            output_tokens: 0,
          },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "ping" },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "He" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "llo" } },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: {
          input_tokens: 6,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 4,
          output_tokens: 2,
        },
      },
      { type: "message_stop" },
    ]);
  });

  test("usage that is known before the first content stands in the first event", async () => {
    const early: Chunk = { type: "usage", inputTokens: 7, exact: true };
    const [first] = await write(early, "x", finish());
    expect(first).toMatchObject({ message: { usage: { input_tokens: 7 } } });
  });

  test("thinking with a signature, text, calls, each a block of its own", async () => {
    const state = { provider: "Acme", data: [1] };
    const events = await write(
      { type: "reasoning", text: "h", block: 0 },
      { type: "reasoning", text: "m", block: 0 },
      { type: "reasoning", text: "", block: 0, state },
      { type: "reasoning", text: "more", block: 1 },
      "said",
      { type: "tool-call-delta", index: 0, id: "t1", name: "f", argumentsDelta: '{"a":' },
      { type: "tool-call-delta", index: 0, argumentsDelta: "1}" },
      { type: "tool-call", index: 0, id: "t1", name: "f", arguments: '{"a":1}' },
      { type: "tool-call", id: "t2", name: "g", arguments: "{}" },
      finish("tool-calls"),
    );
    expect(types(events)).toEqual([
      "message_start",
      "content_block_start 0 thinking",
      "ping",
      "content_block_delta 0 thinking_delta",
      "content_block_delta 0 thinking_delta",
      "content_block_delta 0 signature_delta",
      "content_block_stop 0",
      "content_block_start 1 thinking",
      "content_block_delta 1 thinking_delta",
      "content_block_stop 1",
      "content_block_start 2 text",
      "content_block_delta 2 text_delta",
      "content_block_stop 2",
      "content_block_start 3 tool_use",
      "content_block_delta 3 input_json_delta",
      "content_block_delta 3 input_json_delta",
      "content_block_stop 3",
      "content_block_start 4 tool_use",
      "content_block_delta 4 input_json_delta",
      "content_block_stop 4",
      "message_delta",
      "message_stop",
    ]);
    const signature: unknown = Reflect.get(
      Object(Reflect.get(events[5] ?? {}, "delta")),
      "signature",
    );
    expect(stateOf(String(signature))).toEqual(state);
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });
  });

  test("calls that come by turns, and text among them, become blocks one after the other", async () => {
    const events = await write(
      { type: "tool-call-delta", index: 0, id: "t1", name: "f", argumentsDelta: '{"a":' },
      { type: "tool-call-delta", index: 1, id: "t2", name: "g", argumentsDelta: '{"b"' },
      "text",
      { type: "tool-call-delta", index: 1, argumentsDelta: ":2}" },
      { type: "tool-call-delta", index: 0, argumentsDelta: "1}" },
      { type: "tool-call", index: 0, id: "t1", name: "f", arguments: '{"a":1}' },
      { type: "tool-call", index: 1, id: "t2", name: "g", arguments: '{"b":2}' },
      finish("tool-calls"),
    );
    const blocks = new Map<unknown, { block: unknown; json: string; text: string }>();
    let open: unknown;
    for (const event of events as readonly BlockEvent[]) {
      if (event.type === "content_block_start") {
        expect(open).toBeUndefined();
        open = event.index;
        blocks.set(open, { block: event.content_block, json: "", text: "" });
      }
      const block = blocks.get(event.index);
      if (event.type === "content_block_delta" && block !== undefined) {
        expect(event.index).toBe(open);
        block.json += event.delta?.partial_json ?? "";
        block.text += event.delta?.text ?? "";
      }
      if (event.type === "content_block_stop") open = undefined;
    }
    expect([...blocks.values()]).toEqual([
      { block: { type: "tool_use", id: "t1", name: "f", input: {} }, json: '{"a":1}', text: "" },
      { block: { type: "tool_use", id: "t2", name: "g", input: {} }, json: '{"b":2}', text: "" },
      { block: { type: "text", text: "" }, json: "", text: "text" },
    ]);
  });

  test("the next call begins at once where the one before is complete", () => {
    const writer = anthropicMessages.open(asked, answer);
    writer.part({ type: "tool-call-delta", index: 0, id: "a", name: "f", argumentsDelta: "{}" });
    const next = { index: 1, id: "b", name: "g", argumentsDelta: "{" };
    expect(writer.part({ type: "tool-call-delta", ...next })).toContain('"id":"b"');
  });

  test("fields that say nothing are there since 2026-10-21", async () => {
    const version = "2026-10-21";
    const writer = anthropicMessages.open({ ...asked, version }, answer);
    const call: Chunk = { type: "tool-call", id: "t", name: "f", arguments: "{}" };
    const { written, result } = await playedTo(["x", call, finish("tool-calls")], writer);
    const said = { stop_details: null, container: null };
    const events = sseEvents(written).map(({ data }) => data);
    expect(events[0]).toMatchObject({ message: { ...said, diagnostics: null } });
    expect(events[1]).toMatchObject({ content_block: { citations: null } });
    expect(events[5]).toMatchObject({ content_block: { caller: { type: "direct" } } });
    expect(events.at(-2)).toMatchObject({ delta: said, usage: { server_tool_use: null } });
    expect(anthropicMessages.whole({ ...asked, version }, answer, result)).toMatchObject({
      ...said,
      content: [{ citations: null }, { caller: { type: "direct" } }],
    });
  });

  test.each([
    ["stop", "end_turn"],
    ["length", "max_tokens"],
    ["tool-calls", "tool_use"],
    ["content-filter", "refusal"],
    ["unknown", "end_turn"],
  ] as const)("%s ends as %s", async (reason, stop) => {
    const events = await write("x", finish(reason));
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: stop } });
    expect(await whole("x", finish(reason))).toMatchObject({ stop_reason: stop });
  });

  test("an error is the last event", () => {
    const writer = anthropicMessages.open(asked, answer);
    writer.text("x");
    const failure = { status: 502, code: "truncated", message: "cut", requestId: "req_1" } as const;
    expect(writer.fail({ ...failure, retryable: false })).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"cut"},"request_id":"req_1"}\n\n',
    );
  });
});

describe("an answer that is not streamed", () => {
  test("holds all of it", async () => {
    const state = { provider: "Acme", data: 1 };
    const image = { type: "file", mediaType: "image/png", data: Uint8Array.of(1) } as const;
    const message = await whole(
      { type: "reasoning", text: "hm", state },
      "said",
      image,
      { type: "tool-call", id: "t", name: "f", arguments: '{"a":1}' },
      finish("tool-calls"),
    );
    expect(message).toMatchObject({
      id: `msg_${answer.id}`,
      type: "message",
      role: "assistant",
      model: "m",
      content: [
        { type: "thinking", thinking: "hm" },
        { type: "text", text: "said" },
        { type: "text", text: "[image/png: 1 bytes, for which this API has no place]" },
        { type: "tool_use", id: "t", name: "f", input: { a: 1 } },
      ],
      stop_reason: "tool_use",
      stop_sequence: null,
    });
  });

  test("a call whose arguments are no object is never handed out", async () => {
    const call: Chunk = { type: "tool-call", id: "t", name: "f", arguments: '{"a":' };
    await expect(whole(call, finish("tool-calls"))).rejects.toMatchObject({ code: "protocol" });
  });
});

test.each([
  ["invalid_request", 400, "invalid_request_error"],
  ["invalid_request", 413, "request_too_large"],
  ["auth", 401, "authentication_error"],
  ["permission", 403, "permission_error"],
  ["model_not_found", 404, "not_found_error"],
  ["quota", 429, "billing_error"],
  ["rate_limit", 429, "rate_limit_error"],
  ["timeout", 504, "timeout_error"],
  ["overloaded", 503, "overloaded_error"],
  ["internal", 500, "api_error"],
] as const)("%s with status %i is %s", (code, status, type) => {
  const failure = { code, status, message: "m", requestId: "req_1", retryable: false };
  expect(anthropicMessages.errorBody(failure)).toEqual({
    type: "error",
    error: { type, message: "m" },
    request_id: "req_1",
  });
});

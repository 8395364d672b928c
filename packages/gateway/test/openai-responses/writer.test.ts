import type { Chunk } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { ANSWER, eventsOf, FACE, told, type Fields } from "./read-response.ts";

const FINISH: Chunk = { type: "finish", reason: "stop" };

function typesOf(events: readonly Fields[]): unknown[] {
  return events.map(({ type }) => String(type).replace("response.", ""));
}

describe("a streamed response", () => {
  it("opens, fills and closes a message between its own beginning and end", async () => {
    const { events, whole, streamed } = await told(["Hel", 'lo \u2028"\n', FINISH]);
    expect(typesOf(events)).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.delta",
      "output_text.done",
      "content_part.done",
      "output_item.done",
      "completed",
    ]);
    expect(events[5]).toEqual({
      type: "response.output_text.delta",
      sequence_number: 5,
      item_id: `msg_${ANSWER.id}00`,
      output_index: 0,
      content_index: 0,
      delta: 'lo \u2028"\n',
      logprobs: [],
    });
    expect(streamed).toEqual(whole);
    expect(whole).toMatchObject({
      id: `resp_${ANSWER.id}`,
      created_at: 1_700_000_000,
      status: "completed",
      output: [{ type: "message", content: [{ type: "output_text", text: 'Hello \u2028"\n' }] }],
    });
  });

  it("tells reasoning before it, and what must be sent back of it where that was asked", async () => {
    const chunks: Chunk[] = [
      { type: "reasoning", text: "h", block: 0 },
      { type: "reasoning", text: "m", block: 0 },
      { type: "reasoning", text: "", block: 0, state: { provider: "p", data: "s" } },
      { type: "reasoning", text: "", block: 1, state: { provider: "p", data: "secret" } },
      "x",
      FINISH,
    ];
    const plain = await told(chunks);
    expect(typesOf(plain.events).slice(2, 11)).toEqual([
      "output_item.added",
      "reasoning_summary_part.added",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.done",
      "reasoning_summary_part.done",
      "output_item.done",
      "output_item.added",
      "output_item.done",
    ]);
    expect(JSON.stringify(plain.events)).not.toContain("encrypted_content");
    const include = ["reasoning.encrypted_content"];
    const { streamed, whole } = await told(chunks, { include });
    expect(streamed).toEqual(whole);
    const output = streamed["output"] as Fields[];
    expect(output.map(({ type }) => type)).toEqual(["reasoning", "reasoning", "message"]);
    // The next request brings it back.
    const { call } = FACE.read({ model: "m", input: output }, { headers: {} });
    expect(call.messages).toEqual([
      {
        role: "assistant",
        content: "x",
        reasoning: [
          { text: "hm", state: { provider: "p", data: "s" } },
          { text: "", state: { provider: "p", data: "secret" } },
        ],
      },
    ]);
  });

  it("streams calls side by side, each an item of its own", async () => {
    const { events, whole, streamed } = await told([
      "I look.",
      { type: "tool-call-delta", index: 4, id: "call_a", name: "f", argumentsDelta: "" },
      { type: "tool-call-delta", index: 9, id: "call_b", name: "g", argumentsDelta: '{"b"' },
      { type: "tool-call-delta", index: 4, argumentsDelta: '{"a":1}' },
      { type: "tool-call", index: 4, id: "call_a", name: "f", arguments: '{"a":1}' },
      { type: "tool-call-delta", index: 9, argumentsDelta: ":2}" },
      { type: "tool-call", index: 9, id: "call_b", name: "g", arguments: '{"b":2}', state: 1 },
      { type: "tool-call", id: "call_c", name: "h", arguments: "{}" },
      { type: "finish", reason: "tool-calls" },
    ]);
    expect(streamed).toEqual(whole);
    expect(typesOf(events).slice(8)).toEqual([
      "output_item.added",
      "output_item.added",
      "function_call_arguments.delta",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "output_item.added",
      "function_call_arguments.delta",
      "function_call_arguments.done",
      "output_item.done",
      "completed",
    ]);
    const { call } = FACE.read({ model: "m", input: streamed["output"] }, { headers: {} });
    expect(call.messages).toEqual([
      {
        role: "assistant",
        content: "I look.",
        toolCalls: [
          { id: "call_a", name: "f", arguments: '{"a":1}' },
          { id: "call_b", name: "g", arguments: '{"b":2}', state: 1 },
          { id: "call_c", name: "h", arguments: "{}" },
        ],
      },
    ]);
  });

  it("cites what was cited before the text where the text begins", async () => {
    const { events, streamed } = await told([
      { type: "source", url: "https://a.test" },
      "see",
      { type: "source", url: "https://b.test", title: "B" },
      FINISH,
    ]);
    expect(typesOf(events).filter((type) => type === "output_text.annotation.added")).toHaveLength(
      2,
    );
    expect(streamed["output"]).toMatchObject([
      {
        content: [
          {
            annotations: [
              { url: "https://a.test", title: "https://a.test", start_index: 0 },
              { url: "https://b.test", title: "B", start_index: 3 },
            ],
          },
        ],
      },
    ]);
  });

  it("makes an image an item", async () => {
    const { streamed, whole } = await told([
      { type: "file", mediaType: "image/png", data: new Uint8Array([1, 2, 3]) },
      FINISH,
    ]);
    expect(streamed).toEqual(whole);
    expect(whole["output"]).toMatchObject([{ type: "image_generation_call", result: "AQID" }]);
  });

  it("counts tokens, and says what an answer lacks", async () => {
    const usage: Chunk = {
      type: "usage",
      inputTokens: 7,
      outputTokens: 5,
      cachedTokens: 3,
      exact: true,
    };
    const { events, whole } = await told(["x", usage, { type: "finish", reason: "length" }]);
    expect(events.at(-1)?.["type"]).toBe("response.incomplete");
    expect(whole).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ status: "incomplete" }],
      usage: {
        input_tokens: 7,
        input_tokens_details: { cached_tokens: 3 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 12,
      },
    });
    const filtered = await told(["x", { type: "finish", reason: "content-filter" }]);
    expect(filtered.whole["incomplete_details"]).toEqual({ reason: "content_filter" });
    const unexplained = await told(["x", { type: "finish", reason: "unknown" }]);
    expect(unexplained.whole["status"]).toBe("completed");
  });

  it("says what was asked, as it was asked", async () => {
    const tools = [{ type: "function" as const, name: "f", parameters: null, strict: null }];
    const body = {
      instructions: "Be kind.",
      temperature: 0.5,
      max_output_tokens: 9,
      metadata: { a: "b" },
      tools,
      tool_choice: { type: "function" as const, name: "f" },
      parallel_tool_calls: false,
      reasoning: { effort: "low" as const },
      text: { format: { type: "json_object" as const }, verbosity: null },
      store: false,
    };
    const { whole } = await told(["x", FINISH], body);
    expect(whole).toMatchObject({
      ...body,
      reasoning: { effort: "low", summary: null },
      text: { format: { type: "json_object" } },
      tools: [{ ...tools[0], description: null }],
    });
  });

  it("breaks off with an error and what failed, and no end", () => {
    const asked = FACE.read({ model: "m", input: "Hi", stream: true }, { headers: {} });
    const writer = FACE.open(asked, ANSWER);
    const text =
      writer.start() +
      writer.text("a") +
      writer.fail({
        status: 429,
        code: "rate_limit",
        message: "too many requests",
        retryable: true,
        requestId: "req_1",
      });
    const events = eventsOf(text);
    expect(typesOf(events).slice(-2)).toEqual(["error", "failed"]);
    const error = { message: "too many requests", param: null, code: "rate_limit_exceeded" };
    expect(events.at(-2)).toMatchObject({
      ...error,
      error: { ...error, type: "rate_limit_error" },
    });
    expect(events.at(-1)?.["response"]).toMatchObject({
      status: "failed",
      error: { code: "rate_limit_exceeded", message: "too many requests" },
    });
  });

  it("passes upstream's own events on and breaks off in their order", () => {
    const asked = FACE.read({ model: "m", input: "Hi", stream: true }, { headers: {} });
    const writer = FACE.open(asked, ANSWER);
    const raw = (text: string): string =>
      writer.raw({ type: "raw", data: JSON.parse(text) as unknown, text });
    const created =
      '{ "type":"response.created", "sequence_number":41, "response":{"id":"resp_up","output":[]} }';
    expect(raw(created)).toBe(`event: response.created\ndata: ${created}\n\n`);
    expect(raw('{"type":"error","sequence_number":42}')).toBe("");
    const failed = writer.fail({
      status: 502,
      code: "truncated",
      message: "cut",
      retryable: false,
      requestId: "r",
    });
    expect(failed).toContain('"sequence_number":42');
    expect(failed).toContain('"id":"resp_up"');
    expect(writer.rawEnd()).toBe("");
  });
});

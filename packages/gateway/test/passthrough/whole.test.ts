import type { Script } from "@g4f/conformance/testing";
import { answersOf, recordings } from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { replayed, sameWire, WIRES } from "../support/wires.ts";

const event = (data: object): Script[number] => ({
  type: "event",
  data: JSON.stringify(data),
  event: String(Reflect.get(data, "type")),
});

describe("Anthropic's message, out of its events", () => {
  const start = {
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude",
      content: [],
      stop_reason: null,
      container: { id: "c" },
      usage: { input_tokens: 5, output_tokens: 1, service_tier: "standard" },
    },
  };
  const block = (index: number, content: object, ...deltas: object[]): Script => [
    event({ type: "content_block_start", index, content_block: content }),
    ...deltas.map((delta) => event({ type: "content_block_delta", index, delta })),
    event({ type: "content_block_stop", index }),
  ];
  const end = [
    event({
      type: "message_delta",
      delta: { stop_reason: "end_turn", stop_sequence: null, new_fact: 1 },
      usage: { output_tokens: 9, server_tool_use: { web_search_requests: 1 } },
      context_management: { applied_edits: [] },
    }),
    event({ type: "message_stop" }),
  ];

  test("holds what is known here, and what is not", async () => {
    const found = { type: "web_search_tool_result", tool_use_id: "s1", content: [{ a: 1 }] };
    const citation = { type: "web_search_result_location", url: "https://a.test" };
    await using at = await sameWire(WIRES["anthropic-messages"], [
      event(start),
      ...block(
        0,
        { type: "thinking", thinking: "", signature: "" },
        { type: "thinking_delta", thinking: "h" },
        { type: "thinking_delta", thinking: "m" },
        { type: "signature_delta", signature: "c2ln" },
      ),
      ...block(1, { type: "redacted_thinking", data: "x" }),
      ...block(
        2,
        { type: "server_tool_use", id: "s1", name: "web_search", input: {}, caller: { a: 1 } },
        { type: "input_json_delta", partial_json: '{"query":' },
        { type: "input_json_delta", partial_json: '"b"}' },
      ),
      ...block(3, found),
      ...block(
        4,
        { type: "text", text: "", citations: [] },
        { type: "text_delta", text: "So " },
        { type: "citations_delta", citation },
        { type: "text_delta", text: "it is." },
      ),
      ...block(5, { type: "tool_use", id: "t1", name: "f", input: {} }),
      ...end,
    ]);
    const response = await at.ask();
    expect([response.status, await response.json()]).toEqual([
      200,
      {
        ...start.message,
        stop_reason: "end_turn",
        stop_sequence: null,
        new_fact: 1,
        context_management: { applied_edits: [] },
        usage: {
          input_tokens: 5,
          output_tokens: 9,
          service_tier: "standard",
          server_tool_use: { web_search_requests: 1 },
        },
        content: [
          { type: "thinking", thinking: "hm", signature: "c2ln" },
          { type: "redacted_thinking", data: "x" },
          {
            type: "server_tool_use",
            id: "s1",
            name: "web_search",
            input: { query: "b" },
            caller: { a: 1 },
          },
          found,
          { type: "text", text: "So it is.", citations: [citation] },
          { type: "tool_use", id: "t1", name: "f", input: {} },
        ],
      },
    ]);
  });

  test("where a piece is of a kind that nobody knows, what is known is told", async () => {
    await using at = await sameWire(WIRES["anthropic-messages"], [
      event(start),
      ...block(
        0,
        { type: "text", text: "" },
        { type: "text_delta", text: "ok" },
        { type: "delta_of_next_year" },
      ),
      ...end,
    ]);
    const message = await (await at.ask()).json();
    expect(message).toMatchObject({
      content: [{ type: "text", text: "ok" }],
      stop_reason: "end_turn",
    });
  });
});

test("Ollama's answer, out of its lines", async () => {
  const line = (message: object, more: object = {}): Script[number] =>
    event({ model: "x", message: { role: "assistant", ...message }, done: false, ...more });
  const call = { function: { name: "f", arguments: {} } };
  await using at = await sameWire(WIRES["ollama-chat"], [
    line({ content: "", thinking: "h" }),
    line({ content: "", thinking: "m" }),
    line({ content: "So ", own: [1] }),
    line({ content: "it is.", tool_calls: [call] }),
    line({ content: "", tool_calls: [call], own: [2] }),
    line({ content: "" }, { done: true, done_reason: "stop", eval_duration: 7, own: { a: 1 } }),
  ]);
  expect(await (await at.ask({ stream: false })).json()).toEqual({
    model: "x",
    message: {
      role: "assistant",
      content: "So it is.",
      thinking: "hm",
      tool_calls: [call, call],
      own: [1, 2],
    },
    done: true,
    done_reason: "stop",
    eval_duration: 7,
    own: { a: 1 },
  });
});

const streams = recordings("openai-responses");
const answers = answersOf(streams ?? []).filter(({ name }) => !name.startsWith("openai-error"));

describe.skipIf(streams === undefined)("recorded responses (../shared/recordings)", () => {
  test.each(answers)("$name: the body is upstream's own", async ({ answer }) => {
    await using at = await sameWire(WIRES["openai-responses"], replayed(answer));
    const end = JSON.parse(answer.at(-1) ?? "") as { response: { readonly output: unknown[] } };
    const { output, ...response } = end.response;
    // A host that says nothing of its items at the end has told of them on the way.
    const wanted = output.length > 0 ? end.response : response;
    expect(await (await at.ask()).json()).toMatchObject(wanted);
  });
});

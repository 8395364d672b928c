import type { CallRequest, Messages } from "@g4f/core";
import {
  memoryTransport,
  outcome,
  sseFrames,
  type MemoryTransport,
  type Outcome,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { Anthropic, type AnthropicOptions } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const text = (said: string, index = 0): object => ({
  type: "content_block_delta",
  index,
  delta: { type: "text_delta", text: said },
});
const start = (content_block: object, index = 0): object => ({
  type: "content_block_start",
  index,
  content_block,
});
const stop = (index = 0): object => ({ type: "content_block_stop", index });
const end = (stop_reason = "end_turn"): object[] => [
  { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 5 } },
  { type: "message_stop" },
];
const answer = [start({ type: "text", text: "" }), text("ok"), stop(), ...end()];

async function play(
  events: readonly object[],
  request: Partial<CallRequest<AnthropicOptions>> = {},
): Promise<Outcome & { readonly transport: MemoryTransport }> {
  const { headers, frames } = sseFrames(
    events.map((event) => JSON.stringify(event)),
    { named: true },
  );
  const transport = memoryTransport(() => ({
    headers: { ...headers, "request-id": "req_1" },
    body: frames,
  }));
  const provider = new Anthropic({ apiKey: "k", transport });
  const result = await outcome(provider.createAsyncGenerator({ messages, ...request }));
  return { ...result, transport };
}

describe("what is sent", () => {
  test("the smallest request", async () => {
    const { transport } = await play(answer);
    expect(transport.sent()).toEqual({
      model: "claude-sonnet-4-5",
      max_tokens: 8192,
      stream: true,
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    });
    const [request] = transport.requests;
    expect(request?.url.href).toBe("https://api.anthropic.com/v1/messages");
    expect(request?.headers).toMatchObject({ "x-api-key": "k", "anthropic-version": "2023-06-01" });
    expect(request?.headers).not.toHaveProperty("authorization");
  });

  test("every field, under the names of the wire", async () => {
    const parameters = { type: "object", properties: { city: { type: "string" } } };
    const schema = { type: "object", properties: {} };
    const { transport } = await play(answer, {
      messages: [{ role: "system", content: "Be brief." }, ...messages],
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      maxTokens: 4000,
      stop: "END",
      tools: [{ name: "weather", description: "d", parameters }],
      toolChoice: "required",
      parallelToolCalls: false,
      thinkingBudget: 2000,
      beta: ["one", "two"],
      schema,
      reasoningEffort: "low",
      extraBody: { metadata: { user_id: "u" } },
    });
    expect(transport.sent()).toMatchObject({
      max_tokens: 4000,
      system: [{ type: "text", text: "Be brief." }],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ["END"],
      tools: [{ name: "weather", description: "d", input_schema: parameters }],
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      thinking: { type: "enabled", budget_tokens: 2000 },
      output_config: { effort: "low", format: { type: "json_schema", schema } },
      metadata: { user_id: "u" },
    });
    expect(transport.requests[0]?.headers).toMatchObject({ "anthropic-beta": "one,two" });
  });

  test("another version of the API, where one is asked for", async () => {
    const { transport } = await play(answer, { version: "2026-10-21" });
    expect(transport.requests[0]?.headers).toMatchObject({ "anthropic-version": "2026-10-21" });
    const { error } = await play(answer, { version: "latest\r\n" });
    expect(error?.code).toBe("invalid_request");
  });

  test("marks for the cache stand at the end of what is worth one", async () => {
    const { transport } = await play(answer, {
      cache: true,
      messages: [{ role: "system", content: "s" }, ...messages],
      tools: [
        { name: "a", parameters: {} },
        { name: "b", parameters: {} },
      ],
    });
    const cache_control = { type: "ephemeral" };
    expect(transport.sent()).toMatchObject({
      system: [{ text: "s", cache_control }],
      tools: [{ name: "a" }, { name: "b", cache_control }],
      messages: [{ content: [{ text: "Hi", cache_control }] }],
    });
    const { tools } = transport.sent() as { tools: object[] };
    expect(tools[0]).not.toHaveProperty("cache_control");
  });

  test("images and documents, inline and by URL", async () => {
    const data = Uint8Array.of(1, 2, 3);
    const { transport } = await play(answer, {
      messages: [
        {
          role: "user",
          content: [
            { type: "image", data, mediaType: "image/png" },
            { type: "image", url: "https://a.test/x.png" },
            { type: "file", data, mediaType: "application/pdf", name: "a.pdf" },
            { type: "file", data: new TextEncoder().encode("höi"), mediaType: "text/plain" },
          ],
        },
      ],
    });
    expect(transport.sent()["messages"]).toEqual([
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AQID" } },
          { type: "image", source: { type: "url", url: "https://a.test/x.png" } },
          {
            type: "document",
            source: { type: "base64", media_type: "application/pdf", data: "AQID" },
            title: "a.pdf",
          },
          { type: "document", source: { type: "text", media_type: "text/plain", data: "höi" } },
        ],
      },
    ]);
  });

  test("a history of another provider: ids fitted, results together, foreign reasoning dropped", async () => {
    const history: Messages = [
      { role: "user", content: "Hi" },
      {
        role: "assistant",
        content: "",
        reasoning: [{ text: "hm", state: { provider: "Gemini", data: "sig" } }, { text: "bare" }],
        toolCalls: [
          { id: "call:1", name: "a", arguments: '{"x":1}' },
          { id: "call_2", name: "b", arguments: "{}" },
        ],
      },
      { role: "tool", toolCallId: "call_2", content: "two" },
      { role: "tool", toolCallId: "call:1", content: "one" },
      { role: "user", content: "go on" },
    ];
    const { transport } = await play(answer, { messages: history });
    expect(transport.sent()["messages"]).toEqual([
      { role: "user", content: [{ type: "text", text: "Hi" }] },
      {
        role: "assistant",
        content: [
          { type: "tool_use", id: "toolu_0", name: "a", input: { x: 1 } },
          { type: "tool_use", id: "call_2", name: "b", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "call_2", content: [{ type: "text", text: "two" }] },
          { type: "tool_result", tool_use_id: "toolu_0", content: [{ type: "text", text: "one" }] },
          { type: "text", text: "go on" },
        ],
      },
    ]);
  });

  const refused: readonly (readonly [
    string,
    Partial<CallRequest<AnthropicOptions>>,
    string,
    RegExp,
  ])[] = [
    ["a seed", { seed: 1 }, "not_supported", /seed/],
    [
      "no user message",
      { messages: [{ role: "system", content: "s" }] },
      "invalid_request",
      /needs a user message/,
    ],
    [
      "a call whose arguments are no object",
      {
        messages: [
          ...messages,
          { role: "assistant", toolCalls: [{ id: "a", name: "f", arguments: "{half" }] },
          { role: "tool", toolCallId: "a", content: "?" },
        ],
      },
      "invalid_request",
      /arguments of the call "a" of "f" are no JSON object/,
    ],
    [
      "a file of another kind",
      {
        messages: [
          { role: "user", content: [{ type: "file", data: Uint8Array.of(1), mediaType: "a/zip" }] },
        ],
      },
      "not_supported",
      /no files of type a\/zip/,
    ],
  ];
  test.each(refused)("%s is refused before a request", async (_, request, code, message) => {
    const { error, transport } = await play(answer, request);
    expect(error).toMatchObject({ code, phase: "prepare" });
    expect(error?.message).toMatch(message);
    expect(transport.requests).toEqual([]);
  });
});

describe("what comes", () => {
  test("thinking with its signature goes back as it came", async () => {
    const events = [
      start({ type: "thinking", thinking: "", signature: "" }, 0),
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "hm" } },
      {
        type: "content_block_delta",
        index: 0,
        delta: { type: "signature_delta", signature: "s1" },
      },
      stop(0),
      start({ type: "redacted_thinking", data: "xyz" }, 1),
      stop(1),
      start({ type: "tool_use", id: "toolu_1", name: "f", input: {} }, 2),
      {
        type: "content_block_delta",
        index: 2,
        delta: { type: "input_json_delta", partial_json: "{}" },
      },
      stop(2),
      ...end("tool_use"),
    ];
    const { result } = await play(events);
    expect(result).toMatchObject({ reasoning: "hm", finishReason: "tool-calls" });
    const { transport } = await play(answer, {
      messages: [
        ...messages,
        result?.message as Messages[number],
        { role: "tool", toolCallId: "toolu_1", content: "1" },
      ],
    });
    expect(transport.sent()["messages"]).toMatchObject([
      {},
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "s1" },
          { type: "redacted_thinking", data: "xyz" },
          { type: "tool_use", id: "toolu_1", name: "f", input: {} },
        ],
      },
      {},
    ]);
  });

  test("usage: what the cache took counts as input", async () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 7,
    };
    const { result } = await play([{ type: "message_start", message: { usage } }, ...answer]);
    expect(result?.usage).toEqual({
      inputTokens: 117,
      cachedTokens: 100,
      outputTokens: 5,
      totalTokens: 122,
      exact: true,
    });
  });

  test.each([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["refusal", "content-filter"],
    ["pause_turn", "unknown"],
  ])("the reason %s is %s", async (said, wanted) => {
    const { result } = await play([start({ type: "text" }), text("x"), stop(), ...end(said)]);
    expect(result?.finishReason).toBe(wanted);
  });

  test("everything but message_stop is no end", async () => {
    const { error } = await play(answer.slice(0, -1));
    expect(error).toMatchObject({ code: "truncated", partial: { text: "ok" } });
  });

  test("cut inside a tool's input, no call comes out", async () => {
    const { error } = await play([
      start({ type: "tool_use", id: "toolu_1", name: "f", input: {} }),
      {
        type: "content_block_delta",
        index: 0,
        delta: { type: "input_json_delta", partial_json: '{"a' },
      },
      ...end("max_tokens"),
    ]);
    expect(error?.code).toBe("protocol");
  });

  test("raw events, on demand, as they came", async () => {
    const said = ["a", "b", "c"].map((one) => text(one));
    const events = [start({ type: "text" }), ...said, { type: "new_thing" }, stop(), ...end()];
    const { raw, result, chunks } = await play(events, { raw: true });
    expect(raw).toEqual(events.map((event) => JSON.stringify(event)));
    expect(result).toMatchObject({ text: "abc" });
    const parts = chunks.filter((chunk) => typeof chunk === "object" && chunk.type === "raw");
    expect(parts.map((part) => Reflect.get(Object(part), "data") as unknown)).toEqual(events);
  });

  test("an error event, before and after content", async () => {
    const event = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    expect((await play([event])).error).toMatchObject({
      code: "overloaded",
      retryable: true,
      requestId: "req_1",
    });
    expect((await play([start({ type: "text" }), text("x"), event])).error).toMatchObject({
      code: "overloaded",
      retryable: false,
      partial: { text: "x" },
    });
  });

  test("a stop sequence never leaks, and unknown events are passed over", async () => {
    const events = [
      start({ type: "text" }),
      { type: "new_thing" },
      text("a ST"),
      text("OP b"),
      stop(),
      ...end(),
    ];
    expect((await play(events, { stop: "STOP" })).result?.text).toBe("a ");
  });
});

test("listModels reads every page", async () => {
  const pages = [
    { data: [{ id: "a", display_name: "A" }], has_more: true, last_id: "a" },
    { data: [{ id: "b" }], has_more: false, last_id: "b" },
  ];
  const transport = memoryTransport(({ url }) => ({
    body: JSON.stringify(pages[url.searchParams.get("after_id") === "a" ? 1 : 0]),
  }));
  const models = await new Anthropic({ apiKey: "k", transport }).listModels();
  expect(models).toEqual([{ id: "a", label: "A" }, { id: "b" }]);
});

import { describe, expect, test } from "vitest";

import { anthropicMessages } from "../../src/faces/anthropic/face.ts";
import { passedCall } from "../../src/relay/passthrough.ts";
import { sameWire, WIRES } from "../support/wires.ts";

const marked = { cache_control: { type: "ephemeral", ttl: "1h" } };

/** What coding agents send, and what nobody knows yet. */
const RICH = {
  "anthropic-messages": {
    system: [{ type: "text", text: "Be brief.", ...marked }],
    messages: [
      { role: "user", content: [{ type: "text", text: "Hi", ...marked, unknown_field: [1.0] }] },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "c2lnbmF0dXJl" },
          { type: "redacted_thinking", data: "eA==" },
          { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "a" } },
          { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] },
          { type: "text", text: "Found.", citations: [] },
          { type: "tool_use", id: "toolu_1", name: "x".repeat(100), input: { a: null } },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "toolu_1", is_error: true, content: "no", ...marked },
          { type: "container_upload", file_id: "file_1" },
          { type: "block_of_next_year", data: { deep: [{}] } },
        ],
      },
    ],
    thinking: { type: "between_tools" },
    tools: [
      { name: "x".repeat(100), input_schema: { type: "object" }, strict: true, ...marked },
      { type: "web_search_20250305", name: "web_search", max_uses: 3 },
      { type: "bash_20250124", name: "bash" },
    ],
    tool_choice: { type: "auto" },
    context_management: { edits: [{ type: "clear_tool_uses_20250919" }] },
    mcp_servers: [{ type: "url", url: "https://mcp.test", name: "m", authorization_token: "t" }],
    metadata: { user_id: "u" },
    service_tier: "auto",
    stop_sequences: ["END"],
    new_field: { a: [1, "2", null] },
  },
  "openai-responses": {
    input: [
      { role: "user", content: [{ type: "input_text", text: "Hi", new_field: 1 }] },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAA" },
      { type: "function_call", call_id: "c1", name: "f", arguments: "{}", id: "fc_1" },
      { type: "function_call_output", call_id: "c1", output: "1" },
      { type: "web_search_call", id: "ws_1", status: "completed" },
      { type: "item_of_next_year", data: {} },
    ],
    include: ["reasoning.encrypted_content", "web_search_call.results"],
    reasoning: { effort: "xhigh", summary: "detailed" },
    text: { verbosity: "low" },
    tools: [
      { type: "function", name: "f", parameters: { type: "object" }, strict: false },
      { type: "web_search", search_context_size: "low" },
      { type: "custom", name: "patch", format: { type: "grammar", syntax: "lark" } },
      { type: "local_shell" },
    ],
    tool_choice: "auto",
    parallel_tool_calls: true,
    prompt_cache_key: "k",
    service_tier: "flex",
    truncation: "auto",
    new_field: { a: [1, "2", null] },
  },
  "openai-chat": {
    messages: [
      { role: "system", content: [{ type: "text", text: "Be brief.", ...marked }] },
      { role: "user", content: "Hi", own: 1 },
      {
        role: "assistant",
        content: "Yes?",
        reasoning_content: "hm",
        reasoning_details: [{ a: 1 }],
      },
      { role: "user", content: [{ type: "text", text: "Go on", ...marked }] },
    ],
    web_search_options: {},
    provider: { order: ["a"] },
    verbosity: "low",
    new_field: { a: [1, "2", null] },
  },
  "ollama-chat": {
    keep_alive: -1,
    options: { num_ctx: 4096, mirostat: 2, min_p: 0.1 },
    think: true,
    format: "json",
    logprobs: true,
    new_field: { a: [1, "2", null] },
  },
} as const;

describe.each(Object.keys(RICH) as (keyof typeof RICH)[])("a request over %s", (name) => {
  test("goes up as it came", async () => {
    await using at = await sameWire(WIRES[name], []);
    await at.ask(RICH[name]);
    const body = JSON.parse(at.upstream.calls[0]?.request.body ?? "") as Record<string, unknown>;
    const { model, stream, store, stream_options: usage, ...passed } = body;
    const {
      stream_options: _,
      model: __,
      ...given
    } = { ...WIRES[name].body, ...RICH[name] } as {
      [field: string]: unknown;
    };
    expect(passed).toEqual(given);
    // What the gateway and the provider have to say themselves.
    expect([model, stream]).toEqual(["m-1", true]);
    expect(store).toBe(name === "openai-responses" ? false : undefined);
    expect(usage).toEqual(name === "openai-chat" ? { include_usage: true } : undefined);
  });
});

test("versions and betas of the header go up, other headers do not", async () => {
  await using at = await sameWire(WIRES["anthropic-messages"], []);
  const headers = {
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "context-1m-2025-08-07,fine-grained-tool-streaming-2025-05-14",
    "x-own": "1",
    "x-api-key": "their own",
    cookie: "a=b",
  };
  await at.ask({}, { ...headers, "x-api-key": at.serving.key });
  const seen = at.upstream.calls[0]?.request.headers ?? {};
  expect(seen).toMatchObject({
    "anthropic-version": "2026-10-21",
    "anthropic-beta": "context-1m-2025-08-07,fine-grained-tool-streaming-2025-05-14",
    "x-api-key": "k",
  });
  expect(seen).not.toHaveProperty("x-own");
  expect(seen).not.toHaveProperty("cookie");
  expect(seen).not.toHaveProperty("authorization");
});

test("other options of a chat's stream are kept beside ours", async () => {
  await using at = await sameWire(WIRES["openai-chat"], []);
  await at.ask({
    stream: true,
    stream_options: { include_obfuscation: false, include_usage: false },
  });
  expect(JSON.parse(at.upstream.calls[0]?.request.body ?? "")).toMatchObject({
    stream_options: { include_obfuscation: false, include_usage: true },
  });
});

test("what is wrong with a history, upstream judges", async () => {
  await using at = await sameWire(WIRES["anthropic-messages"], []);
  const call = { type: "tool_use", id: "t", name: "f", input: {} };
  const histories = [
    [{ role: "user", content: [{ type: "container_upload", file_id: "f" }] }],
    [{ role: "assistant", content: [call] }],
    [
      { role: "user", content: [{ type: "tool_result", tool_use_id: "other", content: "1" }] },
      { role: "assistant", content: [call] },
      { role: "user", content: "And now?" },
    ],
  ];
  for (const [index, messages] of histories.entries()) {
    await at.ask({ messages });
    expect(JSON.parse(at.upstream.calls[index]?.request.body ?? "{}")).toMatchObject({ messages });
  }
});

test("media stand in the body alone", () => {
  const data = "QUJD".repeat(100_000);
  const source = { type: "base64", media_type: "image/png", data };
  const content = [
    { type: "image", source },
    { type: "text", text: "What is it?" },
  ];
  const { body } = WIRES["anthropic-messages"];
  const headers = { "anthropic-version": "2023-06-01" };
  const messages = [{ role: "user", content }];
  const asked = anthropicMessages.read({ ...body, messages }, { headers });
  const call = passedCall(anthropicMessages, asked);
  expect(call.extraBody["messages"]).toBe(messages);
  expect(call.messages).toEqual([
    {
      role: "user",
      content: [
        { type: "image", url: "data:image/png;base64,AA==" },
        { type: "text", text: "What is it?" },
      ],
    },
  ]);
});

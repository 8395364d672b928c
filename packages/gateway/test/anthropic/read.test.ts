import { describe, expect, test } from "vitest";

import { anthropicMessages } from "../../src/faces/anthropic/face.ts";
import { signatureOf } from "../../src/faces/anthropic/signature.ts";
import { refusalOf } from "../support/refusal-of.ts";

const head = { headers: { "anthropic-version": "2023-06-01" } };
const hi = { role: "user", content: "Hi" };
const body = (more: object = {}): object => ({
  model: "m",
  max_tokens: 10,
  messages: [hi],
  ...more,
});
const read = (more: object = {}): ReturnType<typeof anthropicMessages.read> =>
  anthropicMessages.read(body(more), head);
const user = (...content: object[]): object => ({ messages: [{ role: "user", content }] });
const weather = { name: "weather", input_schema: { type: "object" } };

describe("what is refused, by name", () => {
  const rows: readonly (readonly [given: object, parameter: string, message: RegExp])[] = [
    [{ model: undefined }, "model", /^model: Field required$/],
    [{ model: 1 }, "model", /^model: Input should be a valid string$/],
    [{ model: "" }, "model", /at least 1 character/],
    [{ max_tokens: undefined }, "max_tokens", /^max_tokens: Field required$/],
    [{ max_tokens: -1 }, "max_tokens", /greater than or equal to 0/],
    [{ max_tokens: 1.5 }, "max_tokens", /a valid integer/],
    [{ max_tokens: "10" }, "max_tokens", /a valid number/],
    [{ messages: undefined }, "messages", /^messages: Field required$/],
    [{ messages: "Hi" }, "messages", /a valid list/],
    [{ messages: [] }, "messages", /at least one message is required/],
    [{ messages: [null] }, "messages.0", /a valid dictionary/],
    [{ messages: [{ content: "x" }] }, "messages.0.role", /Field required/],
    [{ messages: [{ role: "tool", content: "x" }] }, "messages.0.role", /'user', 'assistant' or/],
    [{ messages: [{ role: "user" }] }, "messages.0.content", /Field required/],
    [{ messages: [hi, { role: "user", content: 1 }] }, "messages.1.content", /a valid list/],
    [user({}), "messages.0.content.0.type", /Field required/],
    [user({ type: "text" }), "messages.0.content.0.text", /Field required/],
    [user({ type: "image" }), "messages.0.content.0.source", /Field required/],
    [
      user({ type: "image", source: { type: "base64", media_type: "text/html", data: "AA==" } }),
      "messages.0.content.0.source.media_type",
      /media type/,
    ],
    [
      user({ type: "image", source: { type: "base64", media_type: "image/png", data: "é" } }),
      "messages.0.content.0.source.data",
      /base64/,
    ],
    [
      user({ type: "image", source: { type: "url", url: "file:///etc/passwd" } }),
      "messages.0.content.0.source.url",
      /a valid URL/,
    ],
    [user({ type: "tool_result" }), "messages.0.content.0.tool_use_id", /Field required/],
    [{ system: 1 }, "system", /a valid list/],
    [{ system: [{ type: "image" }] }, "system.0.type", /'text'/],
    [{ stream: "yes" }, "stream", /a valid boolean/],
    [{ temperature: 2 }, "temperature", /less than or equal to 1/],
    [{ top_p: -0.1 }, "top_p", /greater than or equal to 0/],
    [{ top_k: 0.5 }, "top_k", /a valid integer/],
    [{ stop_sequences: "END" }, "stop_sequences", /a valid list/],
    [{ stop_sequences: [1] }, "stop_sequences.0", /a valid string/],
    [{ tools: {} }, "tools", /a valid list/],
    [{ tools: [{ name: "a b", input_schema: {} }] }, "tools.0.name", /match pattern/],
    [{ tools: [{ name: "a" }] }, "tools.0.input_schema", /Field required/],
    [{ tools: [{ name: "a", input_schema: {} }] }, "tools.0.input_schema.type", /Field required/],
    [{ tools: [weather, weather] }, "tools", /must be unique/],
    [{ tool_choice: { type: "any" } }, "tool_choice", /no tool/],
    [
      { tools: [weather], tool_choice: { type: "tool", name: "b" } },
      "tool_choice.name",
      /no tool of this name/,
    ],
    [{ output_config: { format: { type: "xml" } } }, "output_config.format.type", /json_schema/],
    [{ thinking: true }, "thinking", /a valid dictionary/],
    [{ base_url: "http://127.0.0.1" }, "base_url", /the gateway's own/],
    [{ proxy: "http://127.0.0.1" }, "proxy", /the gateway's own/],
    [{ headers: {} }, "headers", /the gateway's own/],
    [{ api_key: "k" }, "api_key", /the gateway's own/],
  ];
  test.each(rows)("%j", (given, parameter, message) => {
    const refusal = refusalOf(() => read(given));
    expect(refusal).toMatchObject({ status: 400, code: "invalid_request", parameter });
    expect(refusal.message).toMatch(message);
  });

  test.each([undefined, "2023-01-01", "latest"])("the version %s", (version) => {
    const headers = { "anthropic-version": version };
    const refusal = refusalOf(() => anthropicMessages.read(body(), { headers }));
    expect(refusal).toMatchObject({ status: 400, parameter: "anthropic-version" });
    expect(refusal.message).toMatch(
      version === undefined ? /is required/ : /there are 2023-06-01 and 2026-10-21/,
    );
  });

  test.each([null, [], "x", 1, undefined])("a body that is %j", (given) => {
    expect(refusalOf(() => anthropicMessages.read(given, head)).message).toMatch(/JSON object/);
  });
});

describe("what is understood", () => {
  test("the smallest request", () => {
    expect(read()).toEqual({
      model: "m",
      stream: false,
      call: { messages: [{ role: "user", content: "Hi" }], maxTokens: 10 },
      original: body(),
      version: "2023-06-01",
      wireOptions: { version: "2023-06-01" },
    });
  });

  test("every field that others know, too", () => {
    const schema = { type: "object", properties: {} };
    const { call, sameWireOnly, stream } = read({
      stream: true,
      system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
      temperature: 0.5,
      top_p: 0.9,
      top_k: 5,
      stop_sequences: ["END"],
      tools: [{ ...weather, description: "Tells it.", cache_control: { type: "ephemeral" } }],
      tool_choice: { type: "tool", name: "weather", disable_parallel_tool_use: true },
      output_config: { effort: "max", format: { type: "json_schema", schema } },
      thinking: { type: "enabled", budget_tokens: 1024 },
      metadata: { user_id: "u" },
    });
    expect(call).toEqual({
      messages: [{ role: "system", content: "Be brief." }, hi],
      maxTokens: 10,
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      stop: ["END"],
      tools: [{ name: "weather", description: "Tells it.", parameters: { type: "object" } }],
      toolChoice: { name: "weather" },
      parallelToolCalls: false,
      reasoningEffort: "high",
      schema,
    });
    expect([sameWireOnly, stream]).toEqual([undefined, true]);
  });

  test("a history with thoughts, calls, results, pictures and papers", () => {
    const state = { provider: "Acme", data: { a: 1 } };
    const png = { type: "base64", media_type: "image/png", data: "AQID" };
    const { call } = read({
      messages: [
        hi,
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm", signature: signatureOf(state) },
            { type: "thinking", thinking: "theirs", signature: "c2ln" },
            { type: "redacted_thinking", data: "x" },
            { type: "text", text: "Let me see." },
            { type: "tool_use", id: "t1", name: "weather", input: { city: "Ulm" } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "text", text: "And this?" },
            { type: "image", source: png },
            { type: "document", title: "Note", source: { type: "text", data: "n" } },
            { type: "document", source: { type: "url", url: "https://a.test/b.pdf" } },
            { type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "sun" }] },
          ],
        },
        { role: "system", content: "Hurry." },
      ],
    });
    expect(call.messages).toEqual([
      hi,
      {
        role: "assistant",
        content: "Let me see.",
        reasoning: [{ text: "hm", state }, { text: "theirs" }],
        toolCalls: [{ id: "t1", name: "weather", arguments: '{"city":"Ulm"}' }],
      },
      { role: "tool", toolCallId: "t1", content: [{ type: "text", text: "sun" }] },
      {
        role: "user",
        content: [
          { type: "text", text: "And this?" },
          { type: "image", url: "data:image/png;base64,AQID" },
          { type: "text", text: "Note\n\nn" },
          { type: "file", url: "https://a.test/b.pdf", mediaType: "application/pdf" },
        ],
      },
      { role: "system", content: "Hurry." },
    ]);
  });

  test("beta features, by names alone", () => {
    const headers = { ...head.headers, "anthropic-beta": "a-2025-01-01, b=v1,, \r\nx: y" };
    expect(anthropicMessages.read(body(), { headers }).wireOptions).toEqual({
      version: "2023-06-01",
      beta: ["a-2025-01-01", "b=v1"],
    });
  });

  const own: readonly (readonly [object, string])[] = [
    [{ max_tokens: 0 }, "max_tokens"],
    [{ tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools.0"],
    [{ tools: [{ type: "bash_20250124", name: "bash" }], tool_choice: { type: "any" } }, "tools.0"],
    [{ mcp_servers: [{ type: "url", url: "https://a.test" }] }, "mcp_servers"],
    [{ container: "c" }, "container"],
    [user({ type: "search_result", source: "a" }), "messages.0.content.0"],
    [
      user({ type: "image", source: { type: "file", file_id: "f" } }),
      "messages.0.content.0.source",
    ],
    [
      { messages: [hi, { role: "assistant", content: [{ type: "server_tool_use", id: "s" }] }] },
      "messages.1.content.0",
    ],
    [{ tool_choice: { type: "new" } }, "tool_choice"],
  ];
  test.each(own)("%j is for Anthropic's own API alone", (given, parameter) => {
    expect(read(given).sameWireOnly).toMatchObject({ code: "not_supported", parameter });
  });
});

test("a picture of 8 Mi characters that is none is refused at once", () => {
  const data = `${"\n".repeat(8 * 1024 * 1024)}!`;
  const source = { type: "base64", media_type: "image/png", data };
  const begin = performance.now();
  expect(refusalOf(() => read(user({ type: "image", source }))).parameter).toMatch(/data$/);
  expect(performance.now() - begin).toBeLessThan(2_000);
});

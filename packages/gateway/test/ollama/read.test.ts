import { describe, expect, test } from "vitest";

import { ollamaChat } from "../../src/faces/ollama/face.ts";
import { refusalOf } from "../support/refusal-of.ts";

const PNG = "iVBORw0KGgoAAAANSUhEUg==";
const hi = { role: "user", content: "Hi" };
const body = (more: object = {}): object => ({ model: "m", messages: [hi], ...more });
const read = (more: object = {}): ReturnType<typeof ollamaChat.read> =>
  ollamaChat.read(body(more), { headers: {} });
const user = (more: object): object => ({ messages: [{ ...hi, ...more }] });

describe("what is refused, by name", () => {
  const rows: readonly (readonly [given: object, parameter: string, message: RegExp])[] = [
    [{ model: undefined }, "model", /^model: Field required$/],
    [{ model: 1 }, "model", /a valid string/],
    [{ model: "" }, "model", /model is required/],
    [{ messages: undefined }, "messages", /Field required/],
    [{ messages: {} }, "messages", /a valid list/],
    [{ messages: [] }, "messages", /at least one message/],
    [{ messages: ["Hi"] }, "messages.0", /a valid dictionary/],
    [{ messages: [{}] }, "messages.0.role", /Field required/],
    [user({ content: ["Hi"] }), "messages.0.content", /a valid string/],
    [user({ images: PNG }), "messages.0.images", /a valid list/],
    [user({ images: [`${PNG} `] }), "messages.0.images.0", /valid base64/],
    [
      { messages: [hi, { role: "assistant", tool_calls: [{ function: { name: 1 } }] }] },
      "messages.1.tool_calls.0.function.name",
      /a valid string/,
    ],
    [
      {
        messages: [
          { role: "assistant", tool_calls: [{ function: { name: "f", arguments: "{}" } }] },
        ],
      },
      "messages.0.tool_calls.0.function.arguments",
      /a valid dictionary/,
    ],
    [{ stream: 1 }, "stream", /a valid boolean/],
    [{ format: "xml" }, "format", /'json'/],
    [{ format: 1 }, "format", /a valid dictionary/],
    [{ think: 1 }, "think", /a valid string/],
    [{ options: [] }, "options", /a valid dictionary/],
    [{ options: { temperature: "hot" } }, "options.temperature", /a valid number/],
    [{ options: { num_predict: 1.5 } }, "options.num_predict", /a valid integer/],
    [{ options: { stop: [1] } }, "options.stop.0", /a valid string/],
    [{ tools: [{ type: "web" }] }, "tools.0.type", /'function'/],
    [{ tools: [{ type: "function" }] }, "tools.0.function", /Field required/],
    [{ tools: [{ function: { name: "" } }] }, "tools.0.function.name", /name is required/],
    [{ base_url: "http://127.0.0.1" }, "base_url", /the gateway's own/],
    [{ proxy: "http://127.0.0.1" }, "proxy", /the gateway's own/],
    [{ headers: {} }, "headers", /the gateway's own/],
  ];
  test.each(rows)("%j", (given, parameter, message) => {
    const refusal = refusalOf(() => read(given));
    expect(refusal).toMatchObject({ status: 400, code: "invalid_request", parameter });
    expect(refusal.message).toMatch(message);
  });

  test.each([null, [], "x", 1, undefined])("a body that is %j", (given) => {
    const refusal = refusalOf(() => ollamaChat.read(given, { headers: {} }));
    expect(refusal.message).toMatch(/JSON object/);
  });
});

describe("what is understood", () => {
  test("the smallest request streams", () => {
    expect(read()).toEqual({
      model: "m",
      stream: true,
      call: { messages: [hi] },
      original: body(),
    });
    expect(read({ stream: false }).stream).toBe(false);
  });

  test("every field that others know, too", () => {
    const parameters = { type: "object", properties: {} };
    const described = { name: "f", description: "Does f.", parameters };
    const { call } = read({
      format: { type: "object", properties: { a: {} } },
      think: "high",
      keep_alive: "5m",
      tools: [
        { type: "function", function: described },
        { type: "function", function: { name: "g" } },
      ],
      options: {
        temperature: 0.5,
        top_p: 0.9,
        top_k: 5,
        seed: 7,
        num_predict: 100,
        presence_penalty: 0.1,
        frequency_penalty: 0.2,
        stop: ["END"],
        num_ctx: 4096,
      },
    });
    expect(call).toEqual({
      messages: [hi],
      schema: { type: "object", properties: { a: {} } },
      reasoningEffort: "high",
      tools: [described, { name: "g", parameters }],
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      seed: 7,
      maxTokens: 100,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      stop: ["END"],
    });
  });

  test("what stands for nothing", () => {
    const options = { num_predict: -1, stop: [] };
    const { call } = read({ think: true, format: "", options, tools: [] });
    expect(call).toEqual({ messages: [hi] });
    expect(read({ format: "json" }).call.schema).toEqual({ type: "object" });
    expect(read({ options: { stop: "END" } }).call.stop).toEqual(["END"]);
  });

  test("a history with pictures, thinking, calls and results", () => {
    const called = { name: "f", arguments: { a: 1 } };
    const { call } = read({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "What is it?", images: [PNG, "/9j/AAAA"] },
        { role: "assistant", content: "", thinking: "hm", tool_calls: [{ function: called }] },
        { role: "tool", content: "1", tool_name: "f" },
        { role: "assistant", tool_calls: [{ id: "x", function: { name: "g" } }] },
        { role: "tool", content: "2", tool_call_id: "x" },
      ],
    });
    expect(call.messages).toEqual([
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image", url: `data:image/png;base64,${PNG}` },
          { type: "image", url: "data:image/jpeg;base64,/9j/AAAA" },
        ],
      },
      {
        role: "assistant",
        content: "",
        reasoning: [{ text: "hm" }],
        toolCalls: [{ id: "call_0", name: "f", arguments: '{"a":1}' }],
      },
      { role: "tool", content: "1", name: "f" },
      { role: "assistant", content: "", toolCalls: [{ id: "x", name: "g", arguments: "{}" }] },
      { role: "tool", content: "2", toolCallId: "x" },
    ]);
  });

  test.each([
    [user({ images: ["AAAA"] }), "messages.0.images.0"],
    [{ messages: [{ role: "control", content: "thinking" }, hi] }, "messages.0.role"],
  ] as const)("%j is for Ollama's own API alone", (given, parameter) => {
    expect(read(given).sameWireOnly).toMatchObject({ code: "not_supported", parameter });
  });
});

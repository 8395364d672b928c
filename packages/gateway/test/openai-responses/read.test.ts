import { describe, expect, it } from "vitest";

import { readResponses } from "../../src/faces/openai-responses/read.ts";
import { openaiErrorBody } from "../../src/faces/openai/error.ts";
import { failureOf } from "../../src/failure.ts";
import { expectServed } from "../support/openai-schema.ts";
import { refusalOf } from "../support/refusal-of.ts";
import { FULL_RESPONSES } from "./bodies.ts";

const LOOK = { type: "function", name: "look" };
const READ = { name: "look", parameters: { type: "object", properties: {} } };
const HI = [{ role: "user", content: "Hi" }];

function user(...content: unknown[]): object {
  return { input: [{ role: "user", content }] };
}

describe("the body of a response", () => {
  it("is asked of a provider in the words of core", () => {
    expectServed("responsesRequest", FULL_RESPONSES);
    const { call, original, store, includeEncrypted, sameWireOnly, stream } =
      readResponses(FULL_RESPONSES);
    expect({ store, includeEncrypted, sameWireOnly, stream }).toEqual({
      store: false,
      includeEncrypted: true,
      sameWireOnly: undefined,
      stream: true,
    });
    expect(original).toEqual(FULL_RESPONSES);
    expect(call).toEqual({
      messages: [
        { role: "system", content: "Be kind." },
        { role: "developer", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", url: "https://a.test/b.png" },
            { type: "file", url: "data:application/pdf;base64,AQID", name: "a.pdf" },
            { type: "file", url: "https://a.test/c.pdf" },
          ],
        },
        {
          role: "assistant",
          content: "I look.",
          reasoning: [{ text: "hm\n\nso" }],
          toolCalls: [{ id: "call_a", name: "look", arguments: '{"at":"it"}' }],
        },
        { role: "tool", content: "a cat", toolCallId: "call_a" },
        { role: "user", content: "Sure?" },
      ],
      temperature: 0.5,
      topP: 0.9,
      maxTokens: 100,
      reasoningEffort: "low",
      tools: [{ name: "look", description: "Looks.", parameters: { type: "object" } }],
      toolChoice: { name: "look" },
      parallelToolCalls: false,
      schema: { type: "object", properties: {} },
    });
  });

  it.each<[string, object, object]>([
    ["in a word", { input: "Hi" }, { messages: HI }],
    ["with null for nothing", { temperature: null, tools: null, text: null }, { messages: HI }],
    [
      "for some of its tools",
      {
        tools: [LOOK, { ...LOOK, name: "hear" }],
        tool_choice: { type: "allowed_tools", mode: "required", tools: [LOOK] },
      },
      { messages: HI, tools: [READ, { ...READ, name: "hear" }], toolChoice: { name: "look" } },
    ],
  ])("may ask %s", (_, fields, call) => {
    expect(readResponses({ model: "m", input: HI, ...fields }).call).toEqual(call);
  });

  it.each<[object, string, string]>([
    [{ model: undefined }, "model", "missing_required_parameter"],
    [{ input: undefined }, "input", "missing_required_parameter"],
    [{ input: 5 }, "input", "invalid_type"],
    [{ input: [] }, "input", "invalid_value"],
    [{ input: [5] }, "input[0]", "invalid_type"],
    [{ input: [{}] }, "input[0].role", "missing_required_parameter"],
    [{ input: [{ role: "tool", content: "x" }] }, "input[0].role", "invalid_value"],
    [{ input: [{ role: "user" }] }, "input[0].content", "missing_required_parameter"],
    [{ input: [{ type: 5 }] }, "input[0].type", "invalid_value"],
    [user({ type: "input_text" }), "input[0].content[0].text", "missing_required_parameter"],
    [user({}), "input[0].content[0].type", "missing_required_parameter"],
    [user({ type: "input_file" }), "input[0].content[0]", "invalid_value"],
    [
      user({ type: "input_image", image_url: "ftp://a" }),
      "input[0].content[0].image_url",
      "invalid_value",
    ],
    [
      user({ type: "input_file", file_id: "file-1", file_url: "https://a.test" }),
      "input[0].content[0].file_id",
      "unsupported_parameter",
    ],
    [
      { input: [{ type: "function_call", name: "f", arguments: "{}" }] },
      "input[0].call_id",
      "missing_required_parameter",
    ],
    [
      { input: [{ type: "function_call_output", call_id: "c", output: 5 }] },
      "input[0].output",
      "invalid_type",
    ],
    [{ background: true }, "background", "unsupported_parameter"],
    [{ conversation: "conv_1" }, "conversation", "unsupported_parameter"],
    [{ prompt: { id: "p" } }, "prompt", "unsupported_parameter"],
    [{ previous_response_id: 5 }, "previous_response_id", "invalid_type"],
    [{ store: "no" }, "store", "invalid_type"],
    [{ max_output_tokens: 0 }, "max_output_tokens", "invalid_value"],
    [{ temperature: 3 }, "temperature", "invalid_value"],
    [{ metadata: { a: 5 } }, "metadata.a", "invalid_type"],
    [{ reasoning: "low" }, "reasoning", "invalid_type"],
    [{ text: { format: { type: "xml" } } }, "text.format.type", "invalid_value"],
    [{ tools: [{ type: "function" }] }, "tools[0].name", "missing_required_parameter"],
    [{ tools: [{ type: "function", name: "a b" }] }, "tools[0].name", "invalid_value"],
    [{ tools: [LOOK, LOOK] }, "tools", "invalid_value"],
    [{ tool_choice: "required" }, "tool_choice", "invalid_value"],
    [
      { tools: [LOOK], tool_choice: { type: "function" } },
      "tool_choice.name",
      "missing_required_parameter",
    ],
    [{ base_url: "https://a.test" }, "base_url", "unsupported_parameter"],
  ])("is refused by name: %o", (fields, parameter, code) => {
    const body = { model: "m", input: HI, ...fields };
    const failure = failureOf(
      refusalOf(() => readResponses(body)),
      "req_1",
    );
    const told = openaiErrorBody(failure) as { error: { message: string } };
    expectServed("errorBody", told);
    expect({ ...told.error, status: failure.status }).toMatchObject({
      status: 400,
      type: "invalid_request_error",
      param: parameter,
      code,
    });
    expect(told.error.message).not.toContain("\n");
  });

  it.each<[object, string]>([
    [{ tools: [LOOK, { type: "web_search" }] }, "tools[1]"],
    [{ tools: [LOOK], tool_choice: { type: "web_search_preview" } }, "tool_choice"],
    [{ input: [...HI, { type: "web_search_call", id: "ws_1" }] }, "input[1]"],
    [{ include: ["message.output_text.logprobs"] }, "include"],
    [{ top_logprobs: 2 }, "top_logprobs"],
    [
      { input: [...HI, { role: "user", content: [{ type: "input_video" }] }] },
      "input[1].content[0]",
    ],
  ])("may ask what OpenAI's own wire alone can carry: %o", (fields, parameter) => {
    const { sameWireOnly, original, call } = readResponses({ model: "m", input: HI, ...fields });
    expect(sameWireOnly).toMatchObject({ status: 400, code: "not_supported", parameter });
    expect(original).toEqual({ model: "m", input: HI, ...fields });
    expect(call.messages[0]).toEqual(HI[0]);
  });

  it("keeps what another provider sealed from upstream", () => {
    const reasoning = { type: "reasoning", summary: [], encrypted_content: "g4f.MQ" };
    const own = { type: "reasoning", summary: [], encrypted_content: "gAAAA" };
    const { original, call } = readResponses({ model: "m", input: [reasoning, own, ...HI] });
    expect(original["input"]).toEqual([own, ...HI]);
    expect(call.messages[0]).toMatchObject({ reasoning: [{ text: "", state: 1 }, { text: "" }] });
  });
});

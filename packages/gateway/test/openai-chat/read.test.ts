import { describe, expect, it } from "vitest";

import { readChat } from "../../src/faces/openai-chat/read.ts";
import { openaiErrorBody } from "../../src/faces/openai/error.ts";
import { failureOf } from "../../src/failure.ts";
import { expectServed } from "../support/openai-schema.ts";
import { refusalOf } from "../support/refusal-of.ts";
import { FULL_CHAT } from "./bodies.ts";

const MESSAGES = [{ role: "user", content: "Hi" }];
const LOOK = { type: "function", function: { name: "look" } };

function user(...content: unknown[]): object {
  return { messages: [{ role: "user", content }] };
}

function assistant(message: object): object {
  return { messages: [{ role: "assistant", ...message }] };
}

describe("the body of a chat completion", () => {
  it("is asked of a provider in the words of core", () => {
    expectServed("chatRequest", FULL_CHAT);
    const { call, model, stream, includeUsage, original, sameWireOnly } = readChat(FULL_CHAT);
    expect({ model, stream, includeUsage, sameWireOnly }).toEqual({
      model: "m",
      stream: true,
      includeUsage: true,
      sameWireOnly: undefined,
    });
    expect(original).toEqual(FULL_CHAT);
    expect(call).toEqual({
      messages: [
        { role: "developer", content: "Be kind.", name: "boss" },
        { role: "system", content: [{ type: "text", text: "Be brief." }] },
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", url: "https://a.test/b.png" },
            { type: "audio", mediaType: "audio/wav", url: "data:audio/wav;base64,AQID" },
            { type: "file", url: "data:application/pdf;base64,AQID", name: "a.pdf" },
          ],
        },
        {
          role: "assistant",
          reasoning: [{ text: "hm" }],
          toolCalls: [{ id: "call_a", name: "look", arguments: '{"at":"it"}' }],
        },
        { role: "tool", toolCallId: "call_a", content: "a cat" },
        { role: "assistant", content: [{ type: "text", text: "A cat." }] },
        { role: "user", content: "Sure?" },
      ],
      temperature: 0.5,
      topP: 0.9,
      maxTokens: 100,
      presencePenalty: 0.1,
      frequencyPenalty: -0.1,
      stop: ["END"],
      seed: 7,
      topLogprobs: 2,
      reasoningEffort: "low",
      tools: [{ name: "look", description: "Looks.", parameters: { type: "object" } }],
      toolChoice: { name: "look" },
      parallelToolCalls: false,
      schema: { type: "object", properties: {} },
    });
  });

  it.each<[string, object, object]>([
    ["no more than it says", {}, { messages: MESSAGES }],
    [
      "null for nothing",
      { stop: null, temperature: null, tools: null, n: null },
      { messages: MESSAGES },
    ],
    [
      "the older name of max_completion_tokens",
      { max_tokens: 5 },
      { messages: MESSAGES, maxTokens: 5 },
    ],
    [
      "any JSON object",
      { response_format: { type: "json_object" } },
      { messages: MESSAGES, schema: { type: "object" } },
    ],
    ["plain text", { response_format: { type: "text" } }, { messages: MESSAGES }],
    [
      "some of its tools",
      {
        tools: [LOOK, { type: "function", function: { name: "hear" } }],
        tool_choice: {
          type: "allowed_tools",
          allowed_tools: {
            mode: "auto",
            tools: [{ type: "function", function: { name: "hear" } }],
          },
        },
      },
      {
        messages: MESSAGES,
        tools: [{ name: "hear", parameters: { type: "object", properties: {} } }],
        toolChoice: "auto",
      },
    ],
  ])("may ask %s", (_, fields, call) => {
    expect(readChat({ model: "m", messages: MESSAGES, ...fields }).call).toEqual(call);
  });

  it.each<[object, string | null, string]>([
    [{ model: undefined }, "model", "missing_required_parameter"],
    [{ model: 5 }, "model", "invalid_type"],
    [{ model: "" }, "model", "invalid_value"],
    [{ messages: undefined }, "messages", "missing_required_parameter"],
    [{ messages: "Hi" }, "messages", "invalid_type"],
    [{ messages: [] }, "messages", "invalid_value"],
    [{ messages: [null] }, "messages[0]", "invalid_type"],
    [{ messages: [{ content: "x" }] }, "messages[0].role", "missing_required_parameter"],
    [{ messages: [{ role: "frog", content: "x" }] }, "messages[0].role", "invalid_value"],
    [{ messages: [{ role: "function", content: "x" }] }, "messages[0].role", "invalid_value"],
    [{ messages: [{ role: "user" }] }, "messages[0].content", "missing_required_parameter"],
    [{ messages: [{ role: "user", content: null }] }, "messages[0].content", "invalid_type"],
    [user(), "messages[0].content", "invalid_value"],
    [user("x"), "messages[0].content[0]", "invalid_type"],
    [user({}), "messages[0].content[0].type", "missing_required_parameter"],
    [user({ type: "text" }), "messages[0].content[0].text", "missing_required_parameter"],
    [
      user({ type: "image_url", image_url: { url: "file:///etc/passwd" } }),
      "messages[0].content[0].image_url.url",
      "invalid_value",
    ],
    [
      user({ type: "image_url", image_url: { url: "https://" } }),
      "messages[0].content[0].image_url.url",
      "invalid_value",
    ],
    [
      user({ type: "file", file: { file_id: "file-1" } }),
      "messages[0].content[0].file.file_id",
      "unsupported_parameter",
    ],
    [
      user({ type: "input_audio", input_audio: { data: "!", format: "wav" } }),
      "messages[0].content[0].input_audio.data",
      "invalid_value",
    ],
    [assistant({}), "messages[0].content", "invalid_value"],
    [
      assistant({ content: "x", function_call: {} }),
      "messages[0].function_call",
      "unsupported_parameter",
    ],
    [
      assistant({
        tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: {} } }],
      }),
      "messages[0].tool_calls[0].function.arguments",
      "invalid_type",
    ],
    [
      { messages: [{ role: "tool", content: "x" }] },
      "messages[0].tool_call_id",
      "missing_required_parameter",
    ],
    [{ n: 2 }, "n", "unsupported_parameter"],
    [{ functions: [] }, "functions", "unsupported_parameter"],
    [{ function_call: "auto" }, "function_call", "unsupported_parameter"],
    [{ stream: "yes" }, "stream", "invalid_type"],
    [{ stream_options: { include_usage: true } }, "stream_options", "invalid_value"],
    [{ temperature: 2.1 }, "temperature", "invalid_value"],
    [{ temperature: "1" }, "temperature", "invalid_type"],
    [{ top_p: -1 }, "top_p", "invalid_value"],
    [{ max_tokens: 0 }, "max_tokens", "invalid_value"],
    [{ max_tokens: 1.5 }, "max_tokens", "invalid_type"],
    [{ max_tokens: 1, max_completion_tokens: 1 }, "max_tokens", "invalid_value"],
    [{ stop: [1] }, "stop[0]", "invalid_type"],
    [{ top_logprobs: 2 }, "top_logprobs", "invalid_value"],
    [{ logprobs: true, top_logprobs: 21 }, "top_logprobs", "invalid_value"],
    [{ tools: [{}] }, "tools[0].type", "missing_required_parameter"],
    [{ tools: [{ type: "function" }] }, "tools[0].function", "missing_required_parameter"],
    [
      { tools: [{ type: "function", function: { name: "a b" } }] },
      "tools[0].function.name",
      "invalid_value",
    ],
    [
      { tools: [{ type: "function", function: { name: "a", parameters: { type: "array" } } }] },
      "tools[0].function.parameters",
      "invalid_value",
    ],
    [{ tool_choice: "required" }, "tool_choice", "invalid_value"],
    [{ tools: [LOOK], tool_choice: "frog" }, "tool_choice", "invalid_value"],
    [
      { tools: [LOOK], tool_choice: { type: "function", function: { name: "hear" } } },
      "tool_choice",
      "invalid_value",
    ],
    [{ response_format: { type: "yaml" } }, "response_format.type", "invalid_value"],
    [
      {
        response_format: {
          type: "json_schema",
          json_schema: { name: "a", schema: { type: "string" } },
        },
      },
      "response_format.json_schema.schema",
      "invalid_value",
    ],
    ...["base_url", "api_base", "apiKey", "proxy", "headers", "extra_headers", "cookies"].map(
      (field): [object, string, string] => [{ [field]: "x" }, field, "unsupported_parameter"],
    ),
  ])("is refused by name: %o", (fields, parameter, code) => {
    const body = { model: "m", messages: MESSAGES, ...fields };
    const failure = failureOf(
      refusalOf(() => readChat(body)),
      "req_1",
    );
    expect(failure.status).toBe(400);
    const told = openaiErrorBody(failure) as { error: { message: string } };
    expectServed("errorBody", told);
    expect(told.error).toMatchObject({ type: "invalid_request_error", param: parameter, code });
    expect(told.error.message).not.toContain("\n");
  });

  it.each([null, 5, "{}", [], true])("is no body: %o", (body) => {
    expect(refusalOf(() => readChat(body)).message).toBe("the body must be a JSON object");
  });

  it.each<[object, string]>([
    [{ tools: [LOOK, { type: "custom", custom: { name: "c" } }] }, "tools[1]"],
    [{ tools: [LOOK], tool_choice: { type: "custom", custom: { name: "c" } } }, "tool_choice"],
    [{ modalities: ["text", "audio"] }, "modalities"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ logit_bias: { "5": 1 } }, "logit_bias"],
    [user({ type: "text", text: "x" }, { type: "video_url" }), "messages[0].content[1]"],
  ])("may ask what OpenAI's own wire alone can carry: %o", (fields, parameter) => {
    const { sameWireOnly, call } = readChat({ model: "m", messages: MESSAGES, ...fields });
    expect(sameWireOnly).toMatchObject({ status: 400, code: "not_supported", parameter });
    expect(call).not.toHaveProperty("toolChoice");
  });

  it("brings back what had to be sent back", () => {
    const message = {
      role: "assistant",
      content: "x",
      reasoning_content: "thinkmore",
      reasoning_details: [
        { type: "reasoning.text", text: "of another" },
        {
          type: "reasoning.encrypted",
          data: `g4f.${Buffer.from('{"at":0,"length":5,"state":{"a":1}}').toString("base64url")}`,
        },
        { type: "reasoning.encrypted", data: "g4f.broken" },
      ],
    };
    expect(readChat({ model: "m", messages: [message] }).call.messages).toEqual([
      { role: "assistant", content: "x", reasoning: [{ text: "think", state: { a: 1 } }] },
    ]);
  });
});

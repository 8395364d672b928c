import type { Messages } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { delta, finish, messages, play } from "./support/play.ts";

const answer = [delta({ content: "ok" }), finish()];
const PNG = Uint8Array.of(1, 2, 3);
const weather = {
  name: "weather",
  description: "Tells the weather.",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const tools = [weather];

describe("what is sent", () => {
  test("the smallest request", async () => {
    const { sent, transport, result } = await play(answer);
    expect(result?.text).toBe("ok");
    expect(sent).toEqual({
      model: "m",
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const [request] = transport.requests;
    expect(request?.url.href).toBe("https://api.acme.test/v1/chat/completions");
    expect(request?.headers).toMatchObject({ authorization: "Bearer k" });
  });

  test("names of beta features", async () => {
    const { transport } = await play(answer, { beta: ["one", "two=v1"] });
    expect(transport.requests[0]?.headers).toMatchObject({ "openai-beta": "one,two=v1" });
    const { transport: plain } = await play(answer);
    expect(plain.requests[0]?.headers).not.toHaveProperty("openai-beta");
  });

  test("messages for any host go as this one takes them, and lose nothing else", async () => {
    const marked = { type: "text", text: "Hi", cache_control: { type: "ephemeral" } };
    const given = [
      { role: "developer", content: "Be brief." },
      { role: "user", name: "Ann", content: [marked], own: 1 },
    ];
    const extraBody = { messages: given };
    expect((await play(answer, { extraBody })).sent["messages"]).toEqual([
      { role: "system", content: "Be brief." },
      given[1],
    ]);
    const strict = { messageNames: false, developerRole: true };
    expect((await play(answer, { extraBody }, strict)).sent["messages"]).toEqual([
      given[0],
      { role: "user", content: [marked], own: 1 },
    ]);
  });

  test("every field, under the names of the wire", async () => {
    const schema = {
      type: "object",
      properties: { a: { type: "string" } },
      required: ["a"],
      additionalProperties: false,
    };
    const { sent } = await play(
      answer,
      {
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        maxTokens: 100,
        stop: ["END"],
        seed: 7,
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        reasoningEffort: "low",
        tools,
        toolChoice: { name: "weather" },
        parallelToolCalls: false,
        topLogprobs: 2,
        schema,
        extraBody: { service_tier: "flex", temperature: 1 },
      },
      { supports: { topK: true } },
    );
    expect(sent).toMatchObject({
      temperature: 1,
      top_p: 0.9,
      top_k: 40,
      max_tokens: 100,
      stop: ["END"],
      seed: 7,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      reasoning_effort: "low",
      tools: [{ type: "function", function: tools[0] }],
      tool_choice: { type: "function", function: { name: "weather" } },
      parallel_tool_calls: false,
      logprobs: true,
      top_logprobs: 2,
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", schema, strict: true },
      },
      service_tier: "flex",
    });
  });

  test("nothing is said of what there is none of", async () => {
    const { sent } = await play(answer, { tools: [], toolChoice: "none", stop: [] });
    for (const field of ["tools", "tool_choice", "stop"]) expect(sent).not.toHaveProperty(field);
  });

  test("a schema that is not closed is not called strict", async () => {
    const { sent } = await play(answer, { schema: { type: "object", properties: { a: {} } } });
    expect(sent["response_format"]).toMatchObject({ json_schema: { strict: false } });
  });

  test("what a host calls otherwise, or does not know", async () => {
    const { sent } = await play(
      answer,
      {
        maxTokens: 5,
        seed: 1,
        messages: [
          { role: "developer", content: "d" },
          { role: "user", content: "u", name: "Ann" },
        ],
      },
      {
        maxTokensField: "max_completion_tokens",
        seedField: "random_seed",
        usageOption: false,
        messageNames: false,
      },
    );
    expect(sent).toEqual({
      model: "m",
      messages: [
        { role: "system", content: "d" },
        { role: "user", content: "u" },
      ],
      stream: true,
      max_completion_tokens: 5,
      random_seed: 1,
    });
  });

  test("roles and names where the host knows them", async () => {
    const { sent } = await play(
      answer,
      {
        messages: [
          { role: "developer", content: "d" },
          { role: "user", content: "u", name: "Ann" },
        ],
      },
      { developerRole: true },
    );
    expect(sent["messages"]).toEqual([
      { role: "developer", content: "d" },
      { role: "user", content: "u", name: "Ann" },
    ]);
  });

  test("images, files and audio", async () => {
    const { sent } = await play(answer, {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "look" },
            { type: "image", url: "https://a.test/x.png" },
            { type: "image", data: PNG, mediaType: "image/png" },
            { type: "file", data: PNG, mediaType: "application/pdf", name: "a.pdf" },
            { type: "audio", data: PNG, mediaType: "audio/wav" },
          ],
        },
      ],
    });
    expect(sent["messages"]).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "look" },
          { type: "image_url", image_url: { url: "https://a.test/x.png" } },
          { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } },
          {
            type: "file",
            file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AQID" },
          },
          { type: "input_audio", input_audio: { data: "AQID", format: "wav" } },
        ],
      },
    ]);
  });

  test("a history with tools, ids rewritten where the host wants others", async () => {
    const history: Messages = [
      ...messages,
      {
        role: "assistant",
        content: null,
        toolCalls: [{ id: "toolu_01ABC", name: "weather", arguments: '{"city":"Paris"}' }],
      },
      { role: "tool", toolCallId: "toolu_01ABC", content: "sunny" },
    ];
    const { sent } = await play(answer, { messages: history }, { toolIds: "nine" });
    expect(sent["messages"]).toEqual([
      { role: "user", content: "Hi" },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            id: "call00000",
            type: "function",
            function: { name: "weather", arguments: '{"city":"Paris"}' },
          },
        ],
      },
      { role: "tool", tool_call_id: "call00000", content: "sunny" },
    ]);
  });
});

describe("refused before anything is sent", () => {
  const tool = weather;
  const rows: readonly (readonly [string, object, object, string, RegExp])[] = [
    ["two tools of one name", { tools: [tool, tool] }, {}, "invalid_request", /two tools/],
    [
      "a tool name with a space",
      { tools: [{ ...tool, name: "a b" }] },
      {},
      "invalid_request",
      /must match/,
    ],
    ["a schema that is no object", { schema: { type: "array" } }, {}, "invalid_request", /object/],
    [
      "a tool message that answers nothing",
      { messages: [...messages, { role: "tool", toolCallId: "x", content: "?" }] },
      {},
      "invalid_request",
      /answers the call "x"/,
    ],
    [
      "an image where the host takes none",
      { messages: [{ role: "user", content: [{ type: "image", url: "https://a.test/x" }] }] },
      { supports: { imageInput: false } },
      "not_supported",
      /images as input/,
    ],
    [
      "an image in a system message",
      {
        messages: [
          { role: "system", content: [{ type: "image", url: "https://a.test/x" }] },
          ...messages,
        ],
      },
      {},
      "not_supported",
      /no image in system messages/,
    ],
    [
      "audio of another kind",
      {
        messages: [
          { role: "user", content: [{ type: "audio", data: PNG, mediaType: "audio/midi" }] },
        ],
      },
      {},
      "not_supported",
      /no audio of type audio\/midi/,
    ],
    [
      "a file by URL",
      { messages: [{ role: "user", content: [{ type: "file", url: "https://a.test/x.pdf" }] }] },
      {},
      "not_supported",
      /inline only/,
    ],
    [
      "logprobs where there are none",
      { topLogprobs: 1 },
      { logprobs: false },
      "not_supported",
      /topLogprobs/,
    ],
    [
      "a schema where there is no mode for it",
      { schema: { type: "object" } },
      { schemaMode: "none" },
      "not_supported",
      /schema/,
    ],
    ["topK", { topK: 3 }, {}, "not_supported", /topK/],
  ];
  test.each(rows)("%s", async (_, request, row, code, message) => {
    const { error, transport } = await play(answer, request, row);
    expect(error).toMatchObject({ code, phase: "prepare" });
    expect(error?.message).toMatch(message);
    expect(transport.requests).toEqual([]);
  });
});

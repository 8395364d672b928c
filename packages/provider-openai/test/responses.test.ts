import type { CallRequest, Messages } from "@g4f/core";
import {
  memoryTransport,
  outcome,
  sseFrames,
  type MemoryTransport,
  type Outcome,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { OpenAIResponses, type ResponsesOptions } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const text = (delta: string): object => ({
  type: "response.output_text.delta",
  item_id: "msg_1",
  output_index: 0,
  delta,
});
const completed = { type: "response.completed", response: { status: "completed" } };
const answer = [text("ok"), completed];

interface Played extends Outcome {
  readonly transport: MemoryTransport;
}

async function play(
  events: readonly object[],
  request: Partial<CallRequest<ResponsesOptions>> = {},
): Promise<Played> {
  const { headers, frames } = sseFrames(
    events.map((event) => JSON.stringify(event)),
    { named: true },
  );
  const transport = memoryTransport(() => ({
    headers: { ...headers, "x-request-id": "r-1" },
    body: frames,
  }));
  const provider = new OpenAIResponses({ apiKey: "k", transport });
  return { ...(await outcome(provider.createAsyncGenerator({ messages, ...request }))), transport };
}

describe("what is sent", () => {
  test("names of beta features", async () => {
    const { transport } = await play(answer, { model: "m", beta: ["one"] });
    expect(transport.requests[0]?.headers).toMatchObject({ "openai-beta": "one" });
  });

  test("the smallest request stores nothing upstream", async () => {
    const { transport } = await play(answer, { model: "m" });
    expect(transport.sent()).toEqual({
      model: "m",
      input: [{ role: "user", content: "Hi" }],
      stream: true,
      store: false,
    });
    expect(transport.requests[0]?.url.href).toBe("https://api.openai.com/v1/responses");
  });

  test("every field, under the names of the wire", async () => {
    const parameters = {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    };
    const { transport } = await play(answer, {
      maxTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      reasoningEffort: "low",
      tools: [{ name: "weather", description: "d", parameters }],
      toolChoice: { name: "weather" },
      parallelToolCalls: false,
      schema: parameters,
      extraBody: { store: true },
    });
    expect(transport.sent()).toMatchObject({
      store: true,
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      include: ["reasoning.encrypted_content"],
      reasoning: { effort: "low", summary: "auto" },
      tools: [{ type: "function", name: "weather", description: "d", parameters, strict: true }],
      tool_choice: { type: "function", name: "weather" },
      parallel_tool_calls: false,
      text: { format: { type: "json_schema", name: "answer", schema: parameters, strict: true } },
    });
  });

  test("images and files, inline and by URL", async () => {
    const data = Uint8Array.of(1, 2, 3);
    const { transport } = await play(answer, {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "look" },
            { type: "image", data, mediaType: "image/png" },
            { type: "file", data, mediaType: "application/pdf", name: "a.pdf" },
            { type: "file", url: "https://a.test/x.pdf" },
          ],
        },
      ],
    });
    expect(transport.sent()["input"]).toEqual([
      {
        role: "user",
        content: [
          { type: "input_text", text: "look" },
          { type: "input_image", image_url: "data:image/png;base64,AQID" },
          { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,AQID" },
          { type: "input_file", file_url: "https://a.test/x.pdf" },
        ],
      },
    ]);
  });

  test("reasoning goes back encrypted, before the call that it led to", async () => {
    const item = {
      type: "reasoning",
      id: "rs_1",
      summary: [{ type: "summary_text", text: "hm" }],
      encrypted_content: "xyz",
    };
    const { result } = await play([
      { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "hm" },
      { type: "response.output_item.done", output_index: 0, item },
      {
        type: "response.output_item.done",
        output_index: 1,
        item: { type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: "{}" },
      },
      completed,
    ]);
    expect(result).toMatchObject({ reasoning: "hm", finishReason: "tool-calls" });
    const history = [
      ...messages,
      result?.message as Messages[number],
      { role: "tool", toolCallId: "call_1", content: "1" },
    ] satisfies Messages;
    const { transport } = await play(answer, { messages: history });
    expect(transport.sent()["input"]).toEqual([
      { role: "user", content: "Hi" },
      item,
      { type: "function_call", call_id: "call_1", name: "f", arguments: "{}" },
      { type: "function_call_output", call_id: "call_1", output: "1" },
    ]);
  });

  test("what was kept is sent back as reasoning, or not at all", async () => {
    const data = { type: "item_reference", id: "rs_of_somebody_else" };
    const state = { provider: "OpenAIResponses", data };
    const thinking = {
      role: "assistant",
      content: "ok",
      reasoning: [{ text: "", state }],
    } as const;
    const history = [...messages, thinking, ...messages];
    const { transport } = await play(answer, { messages: history });
    expect(transport.requests[0]?.body).not.toContain("item_reference");
  });

  test.each([
    ["topK", { topK: 1 }],
    ["seed", { seed: 1 }],
    ["presencePenalty", { presencePenalty: 1 }],
  ])("%s is refused before a request", async (name, request) => {
    const { error, transport } = await play(answer, request);
    expect(error).toMatchObject({ code: "not_supported", phase: "prepare" });
    expect(error?.message).toContain(name);
    expect(transport.requests).toEqual([]);
  });
});

test("raw events, on demand, as they came", async () => {
  const events = [text("ok"), { type: "response.new_thing", own: 1 }, completed];
  const { raw, result } = await play(events, { model: "m", raw: true });
  expect(raw).toEqual(events.map((event) => JSON.stringify(event)));
  expect(result?.text).toBe("ok");
});

describe("what comes", () => {
  test("arguments that come whole, and none that came twice", async () => {
    const item = { type: "function_call", id: "fc", call_id: "c", name: "f", arguments: '{"a":1}' };
    const { result } = await play([
      { type: "response.output_item.added", item: { ...item, arguments: "" } },
      { type: "response.function_call_arguments.delta", item_id: "fc", delta: '{"a"' },
      { type: "response.function_call_arguments.delta", item_id: "fc", delta: ":1}" },
      { type: "response.output_item.done", item },
      { type: "response.output_item.done", item: { ...item, id: "fc2", call_id: "c2" } },
      completed,
    ]);
    expect(result?.toolCalls).toMatchObject([
      { id: "c", arguments: '{"a":1}' },
      { id: "c2", arguments: '{"a":1}' },
    ]);
  });

  test("text that came without deltas; sources", async () => {
    const { result, sources } = await play([
      { type: "response.output_text.done", item_id: "msg_1", text: "whole" },
      {
        type: "response.output_text.annotation.added",
        annotation: { type: "url_citation", url: "https://a.test", title: "A" },
      },
      completed,
    ]);
    expect(result?.text).toBe("whole");
    expect(sources).toEqual([{ type: "source", url: "https://a.test", title: "A" }]);
  });

  test("a stop sequence, which the API has none of, never leaks", async () => {
    const { result, transport } = await play([text("a ST"), text("OP b"), completed], {
      stop: "STOP",
    });
    expect(result).toMatchObject({ text: "a ", finishReason: "stop" });
    expect(transport.sent()).not.toHaveProperty("stop");
  });

  test.each([
    ["max_output_tokens", "length"],
    ["content_filter", "content-filter"],
    ["something", "unknown"],
  ])("incomplete for %s is %s", async (reason, wanted) => {
    const incomplete = {
      type: "response.incomplete",
      response: { incomplete_details: { reason } },
    };
    expect((await play([text("x"), incomplete])).result?.finishReason).toBe(wanted);
  });

  test.each([
    [
      "failed",
      {
        type: "response.failed",
        response: { error: { code: "rate_limit_exceeded", message: "slow" } },
      },
      "rate_limit",
    ],
    ["an error", { type: "error", code: "server_error", message: "oops" }, "upstream"],
    ["the end without completed", { type: "response.in_progress" }, "truncated"],
  ])("%s is no end", async (_, event, code) => {
    const { error } = await play([text("half"), event]);
    expect(error).toMatchObject({ code, retryable: false, partial: { text: "half" } });
  });
});

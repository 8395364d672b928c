import { gate, type Script } from "@g4f/conformance/testing";
import OpenAI from "openai";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";
import { describe, expect, test } from "vitest";

import { expectServed } from "../support/openai-schema.ts";
import { BROKEN, CALL, ready, rejected, SAY, UPSTREAMS } from "./ready.ts";

const hi: ChatCompletionMessageParam = { role: "user", content: "Hi" };
const asked = { model: "m", messages: [hi] };
const tools: ChatCompletionTool[] = [
  {
    type: "function",
    function: {
      name: "weather",
      parameters: { type: "object", properties: { city: { type: "string" } } },
    },
  },
];

describe.each(UPSTREAMS)("openai, chat completions, over %s", (wire) => {
  test("a completion, whole", async () => {
    await using at = await ready(wire, SAY);
    const completion = await at.openai.chat.completions.create(asked);
    expectServed("chatCompletion", completion);
    expect(completion).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { role: "assistant", content: "Hello there" }, finish_reason: "stop" }],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 2,
        prompt_tokens_details: { cached_tokens: 4 },
      },
    });
    expect(completion._request_id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(at.upstream.calls[0]?.asked.model).toBe("m-1");
  });

  test("a stream, chunk by chunk", async () => {
    await using at = await ready(wire, SAY);
    const stream = await at.openai.chat.completions.create({
      ...asked,
      stream: true,
      stream_options: { include_usage: true },
    });
    const texts: string[] = [];
    let usage: number | undefined;
    for await (const chunk of stream) {
      expectServed("chatChunk", chunk);
      texts.push(chunk.choices[0]?.delta.content ?? "");
      usage = chunk.usage?.total_tokens ?? usage;
    }
    expect(texts.filter((text) => text !== "")).toEqual(["Hello ", "there"]);
    expect(usage).toBe(12);
  });

  test.each([true, false])("a round trip of two calls, streamed: %s", async (streamed) => {
    await using at = await ready(wire, CALL, SAY);
    const first = { ...asked, tools };
    const { choices } = streamed
      ? await at.openai.chat.completions.stream(first).finalChatCompletion()
      : await at.openai.chat.completions.create(first);
    const message = choices[0]?.message;
    expect(choices[0]?.finish_reason).toBe("tool_calls");
    const calls = (message?.tool_calls ?? []).filter((call) => call.type === "function");
    expect(calls.map((call) => JSON.parse(call.function.arguments) as unknown)).toEqual([
      { city: "Ulm" },
      { city: "Bonn" },
    ]);
    const results = calls.map(({ id }): ChatCompletionMessageParam => {
      return { role: "tool", tool_call_id: id, content: "sunny" };
    });
    const messages = [hi, message as ChatCompletionMessageParam, ...results];
    const second = await at.openai.chat.completions.create({ ...first, messages });
    expect(second.choices[0]?.message.content).toBe("Hello there");
    const history = at.upstream.calls[1]?.request.body ?? "";
    for (const { id } of calls) expect(history).toContain(id);
    expect(history).toContain("sunny");
  });

  test("abort cuts upstream", async () => {
    const wait: Script = [
      { type: "text", text: "Hello" },
      { type: "wait", gate: gate() },
    ];
    await using at = await ready(wire, wait);
    const stream = await at.openai.chat.completions.create({ ...asked, stream: true });
    const seen = await at.upstream.called();
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) stream.controller.abort();
    }
    await expect(seen.closed).resolves.toBeUndefined();
  });

  test("an error before content is a status of its class", async () => {
    await using at = await ready(wire);
    const error = { code: "rate_limit", message: "slow down" } as const;
    at.upstream.play({ error, status: 429, headers: { "retry-after": "7" } });
    const thrown = await rejected(at.openai.chat.completions.create(asked));
    expect(thrown).toBeInstanceOf(OpenAI.RateLimitError);
    expect(thrown).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    expect((thrown["headers"] as Headers).get("retry-after")).toBe("7");
  });

  test("an error after content breaks the stream off", async () => {
    await using at = await ready(wire, BROKEN);
    const stream = await at.openai.chat.completions.create({ ...asked, stream: true });
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of stream) texts.push(chunk.choices[0]?.delta.content ?? "");
    };
    const thrown = await rejected(read());
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({ code: "overloaded", type: "server_error" });
    expect(texts.join("")).toBe("Hello");
  });
});

describe("openai, what the gateway itself refuses", () => {
  test("a wrong key, a model that is not there, a parameter that is not served", async () => {
    await using at = await ready("anthropic-messages", SAY);
    const stranger = new OpenAI({
      baseURL: at.baseURL,
      apiKey: "wrong",
      maxRetries: 0,
    });
    const key = await rejected(stranger.chat.completions.create(asked));
    expect(key).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(key).toMatchObject({ code: "invalid_api_key", type: "invalid_request_error" });
    const model = await rejected(at.openai.chat.completions.create({ ...asked, model: "other:x" }));
    expect(model).toBeInstanceOf(OpenAI.NotFoundError);
    expect(model).toMatchObject({ code: "model_not_found", param: "model" });
    const many = await rejected(at.openai.chat.completions.create({ ...asked, n: 2 }));
    expect(many).toBeInstanceOf(OpenAI.BadRequestError);
    expect(many).toMatchObject({ code: "unsupported_parameter", param: "n" });
    const other = { type: "custom", custom: { name: "c" } } as const;
    const tool = await rejected(at.openai.chat.completions.create({ ...asked, tools: [other] }));
    expect(tool).toMatchObject({ status: 400, param: "tools[0]", code: "unsupported_parameter" });
    expect(at.upstream.calls).toEqual([]);
  });

  test("the models that are there", async () => {
    await using at = await ready("anthropic-messages", SAY);
    const { data } = await at.openai.models.list();
    expectServed("modelList", { object: "list", data });
    expect(data.map(({ id }) => id)).toContain("m");
    expect(await at.openai.models.retrieve("m")).toMatchObject({ id: "m", object: "model" });
    const id = "Anthropic:new/one";
    expect(await at.openai.models.retrieve(id)).toMatchObject({ id, owned_by: "Anthropic" });
    const none = await rejected(at.openai.models.retrieve("none"));
    expect(none).toBeInstanceOf(OpenAI.NotFoundError);
    expect(none).toMatchObject({ code: "model_not_found" });
  });
});

import type { CallRequest } from "@g4f/core";
import { memoryTransport, outcome } from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { openaiCompatible, type ChatOptions, type Host } from "../src/index.ts";
import { messages, type Played } from "./support/play.ts";

// https://platform.openai.com/docs/api-reference/chat/object
const whole = (message: object, reason: string | null = "stop", more: object = {}): object => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [
    { index: 0, message: { role: "assistant", refusal: null, ...message }, finish_reason: reason },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  ...more,
});

/** Plays one body to a provider that asks for it whole. */
async function ask(
  body: unknown,
  request: Partial<CallRequest<ChatOptions>> = {},
  row: Partial<Host> = {},
): Promise<Pick<Played, "chunks" | "result" | "error" | "sent" | "transport">> {
  const transport = memoryTransport(() => ({
    headers: { "content-type": "application/json", "content-length": "1" },
    body: [typeof body === "string" ? body : JSON.stringify(body)],
  }));
  const Acme = openaiCompatible({ name: "Acme", baseUrl: "https://api.acme.test/v1", ...row });
  const provider = new Acme({ apiKey: "k", transport });
  const stream = provider.createAsyncGenerator({ model: "m", messages, stream: false, ...request });
  const result = await outcome(stream);
  return { ...result, transport, sent: transport.requests.length > 0 ? transport.sent() : {} };
}

describe("an answer that is asked for whole", () => {
  test("is asked for so, and comes as one text, with usage and the reason of its end", async () => {
    const { sent, chunks, result } = await ask(whole({ content: "Hello there" }));
    expect(sent).toMatchObject({ stream: false });
    expect(sent).not.toHaveProperty("stream_options");
    expect(chunks.filter((chunk) => typeof chunk === "string")).toEqual(["Hello there"]);
    expect(result).toMatchObject({
      text: "Hello there",
      finishReason: "stop",
      usage: { inputTokens: 3, outputTokens: 2, exact: true },
      warnings: [],
    });
  });

  test("is streamed unless it is asked for", async () => {
    const { sent } = await ask(whole({ content: "" }), { stream: true });
    expect(sent).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test("has its tool calls, each by its place", async () => {
    const call = (name: string, text: string): object => ({
      id: `call_${name}`,
      type: "function",
      function: { name, arguments: text },
    });
    const tool_calls = [call("one", '{"a":1}'), call("two", "{}")];
    const { result } = await ask(whole({ content: null, tool_calls }, "tool_calls"), {
      tools: [
        { name: "one", parameters: {} },
        { name: "two", parameters: {} },
      ],
    });
    expect(result?.finishReason).toBe("tool-calls");
    expect(result?.toolCalls).toMatchObject([
      { id: "call_one", name: "one", arguments: '{"a":1}' },
      { id: "call_two", name: "two", arguments: "{}" },
    ]);
  });

  test("has its reasoning, refusal and stop sequences read as those of a stream", async () => {
    const reasoned = await ask(whole({ reasoning_content: "hm", content: "said" }));
    expect(reasoned.result).toMatchObject({ reasoning: "hm", text: "said" });
    const tagged = await ask(whole({ content: "<think>hm</think>said" }), {}, { thinkTags: true });
    expect(tagged.result).toMatchObject({ reasoning: "hm", text: "said" });
    expect((await ask(whole({ content: null, refusal: "no" }))).result?.text).toBe("no");
    expect((await ask(whole({ content: "one END two" }), { stop: "END" })).result).toMatchObject({
      text: "one ",
      finishReason: "stop",
    });
  });

  test("takes the first choice alone", async () => {
    const choice = (index: number, content: string): object => ({
      index,
      message: { role: "assistant", content },
      finish_reason: "stop",
    });
    const body = whole({}, "stop", { choices: [choice(1, "b"), choice(0, "a")] });
    expect((await ask(body)).result?.text).toBe("a");
  });

  const bad: readonly (readonly [string, unknown, string])[] = [
    ["no JSON", "<html>", "protocol"],
    ["half of it", '{"choices":[{"index":0,"mess', "protocol"],
    ["nothing", "", "protocol"],
    ["a list", "[1]", "protocol"],
    ["a number", "7", "protocol"],
    ["an error", { error: { message: "slow down", type: "rate_limit_error" } }, "rate_limit"],
    ["an empty text", whole({ content: "" }), "protocol"],
    ["no choice", whole({}, "stop", { choices: [] }), "truncated"],
    ["no list of choices", whole({}, "stop", { choices: null }), "truncated"],
    ["no reason for its end", whole({ content: "said" }, null), "truncated"],
    ["a failure in its choice", whole({ content: "sa" }, "error"), "upstream"],
  ];
  test.each(bad)("is an error where it is %s", async (_, body, code) => {
    const { error, result } = await ask(body);
    expect([error?.code, result]).toEqual([code, undefined]);
  });

  test("cannot be handed out event by event", async () => {
    const { error, transport } = await ask(whole({ content: "said" }), { raw: true });
    expect(error).toMatchObject({ code: "invalid_request" });
    expect(error?.message).toContain("stream: false");
    expect(transport.requests).toHaveLength(0);
  });
});

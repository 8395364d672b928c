import Anthropic from "@anthropic-ai/sdk";
import { gate, simulate, type Script, type Upstream } from "@g4f/conformance/testing";
import { Anthropic as AnthropicProvider } from "@g4f/provider-anthropic";
import { openaiCompatible } from "@g4f/provider-openai";
import { describe, expect, test } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve, type Serving } from "../support/serve.ts";

const SAY: Script = [
  { type: "reasoning", text: "hm" },
  { type: "text", text: "Hello " },
  { type: "text", text: "there" },
  { type: "usage", usage: { inputTokens: 10, outputTokens: 2, cachedTokens: 4 } },
  { type: "finish", reason: "stop" },
];
const CALL: Script = [
  { type: "text", text: "Let me see." },
  {
    type: "tool-calls",
    calls: [{ id: "call_1", name: "weather", arguments: ['{"city":', '"Ulm"}'] }],
  },
  { type: "usage", usage: { inputTokens: 10, outputTokens: 5 } },
  { type: "finish", reason: "tool-calls" },
];
const tools = [
  {
    name: "weather",
    description: "Tells the weather.",
    input_schema: { type: "object" as const, properties: { city: { type: "string" } } },
  },
];
const hi = { role: "user" as const, content: "Hi" };
const asked = { model: "m", max_tokens: 100, messages: [hi] };

interface Ready extends AsyncDisposable {
  readonly upstream: Upstream;
  readonly client: Anthropic;
  readonly serving: Serving;
}

/** A client in front of the gateway in front of an upstream of another wire, or of its own. */
async function ready(wire: string, ...scripts: Script[]): Promise<Ready> {
  const upstream = await simulate({
    dialect: dialect(wire),
    answers: scripts.map((script) => ({ script })),
  });
  const settings = { ...upstream.settings, apiKey: "k" };
  const provider =
    wire === "anthropic-messages"
      ? new AnthropicProvider(settings)
      : new (openaiCompatible({ name: "Acme", baseUrl: upstream.baseUrl }))(settings);
  const name = provider.manifest.name;
  const serving = await serve([provider], { models: { m: `${name}:m-1` } });
  const client = new Anthropic({ baseURL: serving.url, apiKey: serving.key, maxRetries: 0 });
  const close = async (): Promise<void> => {
    await serving[Symbol.asyncDispose]();
    await upstream.close();
  };
  return { upstream, client, serving, [Symbol.asyncDispose]: close };
}

describe.each(["openai-chat", "anthropic-messages"])("@anthropic-ai/sdk over %s", (wire) => {
  test("a message, whole", async () => {
    await using at = await ready(wire, SAY);
    const message = await at.client.messages.create(asked);
    expect(message).toMatchObject({
      type: "message",
      role: "assistant",
      stop_reason: "end_turn",
      usage: { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 2 },
    });
    expect(message.content).toMatchObject([
      { type: "thinking", thinking: "hm" },
      { type: "text", text: "Hello there" },
    ]);
    expect(at.upstream.calls[0]?.asked.model).toBe("m-1");
  });

  test("a stream, event by event", async () => {
    await using at = await ready(wire, SAY);
    const stream = at.client.messages.stream(asked);
    const texts: string[] = [];
    stream.on("text", (text) => texts.push(text));
    const message = await stream.finalMessage();
    expect(texts).toEqual(["Hello ", "there"]);
    expect(message.content.at(-1)).toMatchObject({ type: "text", text: "Hello there" });
    expect(message.usage).toMatchObject({ input_tokens: 6, output_tokens: 2 });
    expect(stream.request_id).toMatch(/^req_[0-9a-f]{32}$/);
  });

  test.each([true, false])("a round trip of tools, streamed: %s", async (streamed) => {
    await using at = await ready(wire, CALL, SAY);
    const first = { ...asked, tools };
    const message = streamed
      ? await at.client.messages.stream(first).finalMessage()
      : await at.client.messages.create(first);
    expect(message.stop_reason).toBe("tool_use");
    const call = message.content.find((block) => block.type === "tool_use");
    expect(call).toMatchObject({ name: "weather", input: { city: "Ulm" } });
    const result = { type: "tool_result" as const, tool_use_id: call?.id ?? "", content: "sunny" };
    const messages = [
      hi,
      { role: "assistant" as const, content: message.content },
      { role: "user" as const, content: [result] },
    ];
    const second = await at.client.messages.create({ ...first, messages });
    expect(second.content.at(-1)).toMatchObject({ text: "Hello there" });
    const history = at.upstream.calls[1]?.request.body ?? "";
    expect(history).toContain(call?.id);
    expect(history).toContain("sunny");
  });

  test("abort cuts upstream", async () => {
    const never = gate();
    const wait: Script = [
      { type: "text", text: "Hello" },
      { type: "wait", gate: never },
    ];
    await using at = await ready(wire, wait);
    const stream = at.client.messages.stream(asked);
    const seen = await at.upstream.called();
    await new Promise<void>((resolve) => void stream.on("text", () => resolve()));
    stream.abort();
    await expect(stream.done()).rejects.toBeInstanceOf(Anthropic.APIUserAbortError);
    await seen.closed;
  });

  test("an error before content is a status of its class", async () => {
    await using at = await ready(wire);
    const error = { code: "rate_limit", message: "slow down" } as const;
    at.upstream.play({ error, status: 429, headers: { "retry-after": "7" } });
    const thrown = await at.client.messages.create(asked).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Anthropic.RateLimitError);
    expect(thrown).toMatchObject({ status: 429, type: "rate_limit_error" });
    const { headers, requestID } = thrown as InstanceType<typeof Anthropic.RateLimitError>;
    expect(headers?.get("retry-after")).toBe("7");
    expect(requestID).toMatch(/^req_/);
  });

  test("an error after content is an event, and no end", async () => {
    const overloaded = { code: "overloaded", message: "Overloaded" } as const;
    await using at = await ready(wire, [
      { type: "text", text: "Hello" },
      { type: "error", error: overloaded },
    ]);
    const seen: string[] = [];
    const read = async (): Promise<void> => {
      const stream = await at.client.messages.create({ ...asked, stream: true });
      for await (const event of stream) seen.push(event.type);
    };
    const thrown = await read().catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Anthropic.APIError);
    expect(thrown).toMatchObject({ type: "overloaded_error" });
    expect(seen).toContain("content_block_delta");
    expect(seen).not.toContain("message_stop");
  });
});

describe("what the gateway itself refuses", () => {
  test("a wrong key", async () => {
    await using at = await ready("openai-chat", SAY);
    const other = new Anthropic({ baseURL: at.serving.url, apiKey: "wrong", maxRetries: 0 });
    const thrown = await other.messages.create(asked).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(at.upstream.calls).toEqual([]);
  });

  test("a model that is not served", async () => {
    await using at = await ready("openai-chat", SAY);
    const request = at.client.messages.create({ ...asked, model: "other:x" });
    const thrown = await request.catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Anthropic.NotFoundError);
    expect(thrown).toMatchObject({ type: "not_found_error" });
  });

  test("what no other wire can carry, before anything is sent", async () => {
    await using at = await ready("openai-chat", SAY);
    const web = { type: "web_search_20250305" as const, name: "web_search" as const };
    const request = at.client.messages.create({ ...asked, tools: [web] });
    const thrown = await request.catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(Anthropic.BadRequestError);
    expect(String(thrown)).toContain("tools.0: the tool 'web_search_20250305'");
    expect(at.upstream.calls).toEqual([]);
  });

  test("no version of the API", async () => {
    await using at = await ready("openai-chat", SAY);
    const response = await at.serving.ask("/v1/messages", asked);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "anthropic-version: header is required",
      },
    });
  });
});

test("tokens are counted about, and the answer says so", async () => {
  await using at = await ready("openai-chat", SAY);
  const counted = await at.client.messages.countTokens({
    model: "m",
    system: "s".repeat(400),
    messages: [{ role: "user", content: "u".repeat(400) }],
  });
  expect(counted).toMatchObject({ estimate: true });
  expect(counted.input_tokens).toBeGreaterThanOrEqual(200);
  expect(counted.input_tokens).toBeLessThan(250);
  const unknown = at.client.messages.countTokens({ model: "other:x", messages: [hi] });
  await expect(unknown).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});

test("models are listed and found; a path with a query is the same path", async () => {
  await using at = await ready("openai-chat", SAY);
  const ids: string[] = [];
  for await (const { id } of at.client.models.list()) ids.push(id);
  expect(ids).toContain("m");
  expect(await at.client.models.retrieve("m")).toMatchObject({ id: "m" });
  const headers = { "anthropic-version": "2023-06-01" };
  const response = await at.serving.ask("/v1/messages?beta=true", asked, { headers });
  expect(await response.json()).toMatchObject({ type: "message" });
  const pinned = await at.serving.ask("/api/acme/v1/messages", asked, { headers });
  expect(await pinned.json()).toMatchObject({ type: "message" });
});

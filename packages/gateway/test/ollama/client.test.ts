import { gate, simulate, type Script, type Upstream } from "@g4f/conformance/testing";
import { Ollama as OllamaProvider } from "@g4f/provider-ollama";
import { openaiCompatible } from "@g4f/provider-openai";
import { Ollama } from "ollama";
import { describe, expect, test } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve, type Serving } from "../support/serve.ts";

const SAY: Script = [
  { type: "reasoning", text: "hm" },
  { type: "text", text: "Hello " },
  { type: "text", text: "there" },
  { type: "usage", usage: { inputTokens: 10, outputTokens: 2 } },
  { type: "finish", reason: "stop" },
];
const CALL: Script = [
  {
    type: "tool-calls",
    calls: [{ id: "call_1", name: "weather", arguments: ['{"city":', '"Ulm"}'] }],
  },
  { type: "finish", reason: "tool-calls" },
];
const tools = [
  {
    type: "function",
    function: {
      name: "weather",
      description: "Tells the weather.",
      parameters: { type: "object", properties: { city: { type: "string" } } },
    },
  },
];
const hi = { role: "user", content: "Hi" };
const asked = { model: "m", messages: [hi] };

interface Ready extends AsyncDisposable {
  readonly upstream: Upstream;
  readonly client: Ollama;
  readonly serving: Serving;
}

/** A client in front of the gateway in front of an upstream of another wire, or of its own. */
async function ready(wire: string, ...scripts: Script[]): Promise<Ready> {
  const upstream = await simulate({
    dialect: dialect(wire),
    answers: scripts.map((script) => ({ script })),
  });
  const provider =
    wire === "ollama"
      ? new OllamaProvider(upstream.settings)
      : new (openaiCompatible({ name: "Acme", baseUrl: upstream.baseUrl }))(upstream.settings);
  const { name } = provider.manifest;
  const serving = await serve([provider], { models: { m: `${name}:m-1` } });
  const headers = { authorization: `Bearer ${serving.key}` };
  const client = new Ollama({ host: serving.url, headers });
  const close = async (): Promise<void> => {
    await serving[Symbol.asyncDispose]();
    await upstream.close();
  };
  return { upstream, client, serving, [Symbol.asyncDispose]: close };
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe.each(["openai-chat", "ollama"])("ollama's client over %s", (wire) => {
  test("a chat, whole", async () => {
    await using at = await ready(wire, SAY);
    expect(await at.client.chat({ ...asked, stream: false })).toMatchObject({
      message: { role: "assistant", content: "Hello there", thinking: "hm" },
      done: true,
      done_reason: "stop",
      prompt_eval_count: 10,
      eval_count: 2,
    });
    expect(at.upstream.calls[0]?.asked.model).toBe("m-1");
  });

  test("a stream, line by line", async () => {
    await using at = await ready(wire, SAY);
    const lines = await all(await at.client.chat({ ...asked, stream: true }));
    expect(lines.map(({ message, done }) => [message.thinking, message.content, done])).toEqual([
      ["hm", "", false],
      [undefined, "Hello ", false],
      [undefined, "there", false],
      [undefined, "", true],
    ]);
    expect(lines.at(-1)).toMatchObject({ done_reason: "stop", eval_count: 2 });
  });

  test.each([true, false])("a round trip of tools, streamed: %s", async (streamed) => {
    await using at = await ready(wire, CALL, SAY);
    const lines = streamed
      ? await all(await at.client.chat({ ...asked, tools, stream: true }))
      : [await at.client.chat({ ...asked, tools, stream: false })];
    const made = lines.flatMap(({ message }) => message.tool_calls ?? []);
    expect(made.map((call) => call.function)).toMatchObject([
      { name: "weather", arguments: { city: "Ulm" } },
    ]);
    const messages = [
      hi,
      { role: "assistant", content: "", tool_calls: made },
      { role: "tool", content: "sunny", tool_name: "weather" },
    ];
    const second = await at.client.chat({ ...asked, messages, tools, stream: false });
    expect(second.message.content).toBe("Hello there");
    expect(at.upstream.calls[1]?.request.body).toContain("sunny");
  });

  test("abort cuts upstream", async () => {
    const wait: Script = [
      { type: "text", text: "Hello" },
      { type: "wait", gate: gate() },
    ];
    await using at = await ready(wire, wait);
    const stream = await at.client.chat({ ...asked, stream: true });
    const seen = await at.upstream.called();
    const read = async (): Promise<void> => {
      for await (const line of stream) if (line.message.content !== "") stream.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: "AbortError" });
    await seen.closed;
  });

  test("an error before content is a status", async () => {
    await using at = await ready(wire);
    const error = { code: "rate_limit", message: "slow down" } as const;
    at.upstream.play({ error, status: 429 });
    await expect(at.client.chat({ ...asked, stream: true })).rejects.toMatchObject({
      name: "ResponseError",
      status_code: 429,
      error: expect.stringContaining("slow down") as string,
    });
  });

  test("an error after content is a line, and no end", async () => {
    const overloaded = { code: "overloaded", message: "Overloaded" } as const;
    await using at = await ready(wire, [
      { type: "text", text: "Hello" },
      { type: "error", error: overloaded },
    ]);
    const seen: boolean[] = [];
    const read = async (): Promise<void> => {
      const stream = await at.client.chat({ ...asked, stream: true });
      for await (const line of stream) seen.push(line.done);
    };
    await expect(read()).rejects.toThrow(/Overloaded/);
    expect(seen).toEqual([false]);
  });
});

test("what is served, and what is known of it", async () => {
  await using at = await ready("openai-chat", SAY);
  const { models } = await at.client.list();
  expect(models.map(({ name, model }) => [name, model])).toContainEqual(["m", "m"]);
  expect((await at.client.version()).version).toMatch(/^\d+\.\d+\.\d+$/);
  const shown = await at.client.show({ model: "m" });
  expect(shown.capabilities).toContain("completion");
  expect(shown.capabilities).toContain("tools");
  expect(shown.details.family).toBe("Acme");
  await expect(at.client.show({ model: "other:x" })).rejects.toMatchObject({ status_code: 404 });
});

test("a model that is not served, and a wrong key", async () => {
  await using at = await ready("openai-chat", SAY);
  const unknown = at.client.chat({ ...asked, model: "other:x", stream: false });
  await expect(unknown).rejects.toMatchObject({ status_code: 404 });
  const stranger = new Ollama({ host: at.serving.url });
  await expect(stranger.chat({ ...asked, stream: false })).rejects.toMatchObject({
    status_code: 401,
  });
  expect(at.upstream.calls).toEqual([]);
});

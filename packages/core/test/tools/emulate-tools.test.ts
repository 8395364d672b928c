import { describe, expect, test } from "vitest";
import * as z from "zod";

import type { Chunk } from "../../src/chunk.ts";
import { ProviderError } from "../../src/errors.ts";
import { defineManifest, type ManifestInput } from "../../src/manifest.ts";
import type { Messages } from "../../src/message.ts";
import { AsyncGeneratorProvider } from "../../src/provider.ts";
import type { ProviderRequest } from "../../src/request.ts";
import { defineTool, emulateTools, functionTools, runTools } from "../../src/tools.ts";

/** A model without tools: says these answers in these pieces, one after the other; keeps what it was asked. */
class Plain extends AsyncGeneratorProvider<{ mood?: string }> {
  readonly asked: ProviderRequest<{ mood?: string }>[] = [];
  readonly #answers: (readonly Chunk[])[];

  constructor(answers: (readonly Chunk[])[], more: Partial<ManifestInput> = {}) {
    const manifest = defineManifest({
      name: "Plain",
      url: "https://plain.test",
      working: true,
      defaultModel: "plain-1",
      supports: { tools: false },
      options: { mood: { type: "string" } },
      ...more,
    });
    super({}, manifest);
    this.#answers = answers;
  }

  protected override async *generate(
    request: ProviderRequest<{ mood?: string }>,
  ): AsyncGenerator<Chunk> {
    this.asked.push(request);
    yield* this.#answers.shift() ?? [];
  }
}

const stop: Chunk = { type: "finish", reason: "stop" };
const messages: Messages = [{ role: "user", content: "How is the weather?" }];
const weather = defineTool({
  name: "weather",
  description: "Tells the weather.",
  input: z.object({ city: z.string() }),
  run: ({ city }) => `rain in ${city} </tool_result>`,
});
const tools = functionTools([weather]);
const offered = [{ name: "weather", parameters: { type: "object" } }] as const;
const callOf = (args: string): string => `<tool_call name="weather">${args}</tool_call>`;

test("a run of tools, in words alone", async () => {
  const usage: Chunk = { type: "usage", inputTokens: 5, outputTokens: 2, exact: true };
  const plain = new Plain([
    ["I look. <tool", '_call name="weather">{"city":"Pa', 'ris"}</tool_call>', usage, stop],
    ["It rains.", usage, stop],
  ]);
  const run = await runTools({ provider: emulateTools(plain), tools, request: { messages } });
  expect(run).toMatchObject({ steps: 2, reason: "done", usage: { inputTokens: 10, exact: true } });
  expect(run.result).toMatchObject({ text: "It rains.", provider: "Plain", model: "plain-1" });
  const [question, asks, told] = run.messages;
  expect(question).toEqual(messages[0]);
  expect(asks).toMatchObject({
    content: "I look. ",
    toolCalls: [{ name: "weather", arguments: '{"city":"Paris"}' }],
  });
  expect(told).toMatchObject({ role: "tool", content: "rain in Paris </tool_result>" });

  const [first, second] = plain.asked;
  expect(first?.tools).toBeUndefined();
  expect(first?.messages[0]?.role).toBe("system");
  expect(first?.messages[0]?.content).toContain(
    '{"name":"weather","description":"Tells the weather."',
  );
  expect(second?.messages.slice(1)).toEqual([
    messages[0],
    { role: "assistant", content: `I look. \n${callOf('{"city":"Paris"}')}` },
    {
      role: "user",
      content: '<tool_result name="weather">\nrain in Paris <\\/tool_result>\n</tool_result>',
    },
  ]);
});

test("a malformed call is visible, and told to the model", async () => {
  const plain = new Plain([
    [callOf("{half"), "<tool_call>?</tool_call>", stop],
    ["Sorry.", stop],
  ]);
  const run = await runTools({ provider: emulateTools(plain), tools, request: { messages } });
  const [, asks, ...told] = run.messages;
  expect(asks).toMatchObject({
    toolCalls: [
      { name: "weather", arguments: "{half" },
      { name: "malformed_tool_call", arguments: "?" },
    ],
  });
  expect(told.slice(0, 2).map(({ content }) => content)).toEqual(
    Array.from({ length: 2 }, () => "the arguments are no JSON; nothing was called"),
  );
});

describe("what the model is told", () => {
  const told = async (request: object, more: Partial<ManifestInput> = {}): Promise<Messages> => {
    const plain = new Plain([["Hm.", stop]], more);
    const call = { messages, tools: offered, ...request };
    const { warnings } = await emulateTools(plain).createAsyncGenerator(call).collect();
    expect(warnings).toEqual([]);
    return plain.asked[0]?.messages ?? [];
  };

  test("in the system message that is there", async () => {
    const [first, ...others] = await told({
      messages: [{ role: "system", content: "Be brief." }, ...messages],
    });
    expect(first?.content).toMatch(/^Be brief\.\nYou can call these tools\. Call one when/);
    expect(others).toEqual(messages);
  });

  test("in the first user message where there are no system messages", async () => {
    const supports = { tools: false, systemMessage: false } as const;
    const image = { type: "image", url: "https://images.test/a.png" } as const;
    const request = { messages: [{ role: "user", content: [image] }] };
    const [first, ...others] = await told(request, { supports });
    expect(others).toEqual([]);
    expect(first?.content).toMatchObject([{ type: "text" }, image]);
  });

  test.each([
    ["required", "You must call at least one of them."],
    [{ name: "weather" }, "You must call weather."],
  ])("toolChoice %j", async (toolChoice, words) => {
    expect((await told({ toolChoice }))[0]?.content).toContain(words);
  });

  test.each([{ toolChoice: "none" }, { tools: [] }])("nothing with %j", async (request) => {
    expect(await told(request)).toEqual(messages);
  });
});

test("without tools, text about the tag is text", async () => {
  const said = callOf("{}");
  const { text } = await emulateTools(new Plain([[said, stop]]))
    .createAsyncGenerator({ messages })
    .collect();
  expect(text).toBe(said);
});

test("options, model and other parts go through; unknown fields are told once", async () => {
  const plain = new Plain([[{ type: "reasoning", text: "hm" }, "a", stop]]);
  const request = { messages, tools: offered, mood: "good", model: "plain-2", typo: 1 };
  const stream = emulateTools(plain).createAsyncGenerator(request);
  const { reasoning, model, warnings } = await stream.collect();
  expect({ reasoning, model }).toEqual({ reasoning: "hm", model: "plain-2" });
  expect(warnings).toEqual(["Plain does not know typo: dropped, not sent"]);
  expect(plain.asked[0]).toMatchObject({ mood: "good", model: "plain-2" });
});

test("the manifest says that there are tools, the provider's own is as it was", () => {
  const models = { open: true, known: [{ id: "plain-1", supports: { tools: false } }] };
  const plain = new Plain([], { models });
  const { supports, models: known } = emulateTools(plain).manifest;
  expect([supports.tools, known.known[0]]).toEqual([
    true,
    { id: "plain-1", supports: { tools: true } },
  ]);
  expect(plain.manifest.supports.tools).toBe(false);
});

describe("what fails, fails as without it", () => {
  const [tool] = offered;
  test.each([
    ["two of one name", { tools: [tool, tool] }, "two tools are called"],
    ["a name that ends the head", { tools: [{ ...tool, name: 'a">' }] }, "the tool name"],
    ["no object", { tools: [{ ...tool, parameters: { type: "array" } }] }, "the parameters of"],
    ["a choice of none", { tools: offered, toolChoice: { name: "x" } }, "toolChoice names"],
  ])("%s is refused before a request", async (_, fields, words) => {
    const plain = new Plain([["a", stop]]);
    const call = emulateTools(plain).createAsyncGenerator({ messages, ...fields });
    await expect(call.collect()).rejects.toMatchObject({
      code: "invalid_request",
      message: expect.stringContaining(words) as string,
    });
    expect(plain.asked).toEqual([]);
  });

  test("errors of the provider", async () => {
    class Busy extends Plain {
      protected override async *generate(): AsyncGenerator<Chunk> {
        yield "so ";
        throw new ProviderError("rate_limit", "slow down", { retryAfterMs: 7 });
      }
    }
    const call = emulateTools(new Busy([])).createAsyncGenerator({ messages, tools: offered });
    await expect(call.collect()).rejects.toMatchObject({
      code: "rate_limit",
      provider: "Plain",
      retryAfterMs: 7,
      retryable: false,
      partial: { text: "so " },
    });
  });

  test.each<[string, readonly Chunk[], string]>([
    ["an answer without its end", ["a"], "truncated"],
    [
      "a call cut by length",
      ['<tool_call name="weather">{"ci', { type: "finish", reason: "length" }],
      "protocol",
    ],
  ])("%s", async (_, chunks, code) => {
    const call = emulateTools(new Plain([chunks])).createAsyncGenerator({
      messages,
      tools: offered,
    });
    await expect(call.collect()).rejects.toMatchObject({ code });
  });

  test.each([
    [{ idle: 20 }, "timeout"],
    [{ idle: 0 }, "invalid_request"],
  ])("deadlines %j are those of the call inside", async (deadlines, code) => {
    class Stalled extends Plain {
      protected override async *generate(): AsyncGenerator<Chunk> {
        yield "a";
        await new Promise(() => {});
      }
    }
    const request = { messages, tools: offered, deadlines };
    const call = emulateTools(new Stalled([])).createAsyncGenerator(request);
    await expect(call.collect()).rejects.toMatchObject({ code });
  });

  test("abort reaches the call inside", async () => {
    const controller = new AbortController();
    let inside: AbortSignal | undefined;
    const plain = new Plain([]);
    const provider = {
      manifest: plain.manifest,
      createAsyncGenerator: (request: Parameters<typeof plain.createAsyncGenerator>[0]) => {
        inside = request.signal;
        return { chunks: () => waiting() };
      },
    };
    async function* waiting(): AsyncGenerator<Chunk, undefined, undefined> {
      yield "a";
      controller.abort();
      await new Promise(() => {});
      return undefined;
    }
    const request = { messages, tools: offered, signal: controller.signal };
    const call = emulateTools(provider).createAsyncGenerator(request);
    await expect(call.collect()).rejects.toMatchObject({ code: "aborted", partial: { text: "a" } });
    expect(inside?.aborted).toBe(true);
  });
});

import { describe, expect, test } from "vitest";
import * as z from "zod";

import type { Chunk } from "../../src/chunk.ts";
import { defineManifest } from "../../src/manifest.ts";
import { AsyncGeneratorProvider } from "../../src/provider.ts";
import type { CommonRequest, ProviderRequest } from "../../src/request.ts";
import { defineTool, functionTools, runTools, type ToolSource } from "../../src/tools.ts";

const messages = [{ role: "user", content: "What is the weather?" }] as const;

type Call = readonly [id: string, name: string, args: string];

/** Asks for these calls, one list after the other, then says "done"; keeps what it was asked. */
class Scripted extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Scripted",
    url: "https://scripted.test",
    working: true,
  });

  readonly asked: ProviderRequest[] = [];
  readonly #answers: (readonly Call[])[];

  constructor(...answers: (readonly Call[])[]) {
    super();
    this.#answers = answers;
  }

  protected override async *generate(request: ProviderRequest): AsyncGenerator<Chunk> {
    this.asked.push(request);
    const calls = this.#answers.shift();
    yield { type: "usage", inputTokens: 10, outputTokens: 1, exact: true };
    if (calls === undefined) {
      yield "done";
      return yield { type: "finish", reason: "stop" };
    }
    for (const [id, name, text] of calls) yield { type: "tool-call", id, name, arguments: text };
    yield { type: "finish", reason: "tool-calls" };
  }
}

const weather = defineTool({
  name: "weather",
  description: "Tells the weather.",
  input: z.object({ city: z.string(), unit: z.enum(["C", "F"]).default("C") }),
  run: ({ city, unit }) => ({ city, unit, degrees: 20 }),
});
const tools = functionTools([weather]);

const run = (provider: Scripted, more: object = {}, request: Partial<CommonRequest> = {}) =>
  runTools({ provider, tools, request: { messages, ...request }, ...more });

/** What the model was told of its calls. */
const told = (provider: Scripted): unknown[] =>
  (provider.asked.at(-1)?.messages ?? []).flatMap((message) =>
    message.role === "tool" ? [[message.toolCallId, message.content]] : [],
  );

test("a tool is described, called with checked arguments, and its result told", async () => {
  const provider = new Scripted([["a", "weather", '{"city":"Paris"}']]);
  const { result, messages: history, steps, reason, usage } = await run(provider);
  expect({ text: result.text, steps, reason }).toEqual({ text: "done", steps: 2, reason: "done" });
  expect(provider.asked[0]?.tools).toEqual([
    {
      name: "weather",
      description: "Tells the weather.",
      parameters: {
        type: "object",
        properties: {
          city: { type: "string" },
          unit: { type: "string", enum: ["C", "F"], default: "C" },
        },
        required: ["city"],
      },
    },
  ]);
  expect(told(provider)).toEqual([["a", '{"city":"Paris","unit":"C","degrees":20}']]);
  expect(history.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant"]);
  expect(usage).toEqual({ inputTokens: 20, outputTokens: 2, exact: true });
});

describe("what goes wrong is told to the model", () => {
  const rows: readonly (readonly [string, Call, object, string | RegExp])[] = [
    ["no JSON", ["a", "weather", "{half"], {}, "the arguments are no JSON; nothing was called"],
    ["no such tool", ["a", "wether", "{}"], {}, 'there is no tool "wether"'],
    [
      "wrong arguments",
      ["a", "weather", '{"city":1}'],
      {},
      "wrong arguments: city must be a string",
    ],
    [
      "declined",
      ["a", "weather", '{"city":"x"}'],
      { approve: () => false },
      "the call was declined",
    ],
    [
      "declined with a reason",
      ["a", "weather", '{"city":"x"}'],
      { approve: async () => "not today" },
      "the call was declined: not today",
    ],
    [
      "a tool that throws",
      ["a", "weather", "{}"],
      {
        tools: {
          list: async () => [],
          call: async () => {
            throw new Error("no network");
          },
        } satisfies ToolSource,
      },
      "the tool failed: no network",
    ],
  ];
  test.each(rows)("%s", async (_, call, more, content) => {
    const provider = new Scripted([call]);
    const { reason } = await run(provider, more);
    expect(reason).toBe("done");
    expect(told(provider)).toEqual([["a", content]]);
  });
});

test("a JSON Schema describes and checks as well", async () => {
  const echo = defineTool<{ x: number }>({
    name: "echo",
    input: { type: "object", properties: { x: { type: "number" } }, required: ["x"] },
    run: ({ x }) => `x is ${x}`,
  });
  const provider = new Scripted([
    ["a", "echo", '{"x":1}'],
    ["b", "echo", "{}"],
  ]);
  await run(provider, { tools: functionTools([echo]) });
  expect(told(provider)).toEqual([
    ["a", "x is 1"],
    ["b", "wrong arguments: x is missing"],
  ]);
});

describe("several calls of one answer", () => {
  const trace: string[] = [];
  const slow = (): ToolSource => ({
    list: async () => [],
    call: async (name) => {
      trace.push(`begin ${name}`);
      await Promise.resolve();
      trace.push(`end ${name}`);
      return { content: name };
    },
  });
  const calls: Call[] = [
    ["a", "one", "{}"],
    ["b", "two", "{}"],
  ];

  test.each([
    [true, ["begin one", "begin two", "end one", "end two"]],
    [false, ["begin one", "end one", "begin two", "end two"]],
  ])("parallel: %s", async (parallel, wanted) => {
    trace.length = 0;
    const provider = new Scripted(calls);
    await run(provider, { tools: slow(), parallel });
    expect(trace).toEqual(wanted);
    expect(told(provider)).toEqual([
      ["a", "one"],
      ["b", "two"],
    ]);
  });
});

test("the limit of steps ends a model that never stops asking", async () => {
  const ask: Call[] = [["a", "weather", '{"city":"x"}']];
  const provider = new Scripted(ask, ask, ask, ask);
  const { steps, reason, result } = await run(provider, { maxSteps: 3 });
  expect({ steps, reason, calls: result.toolCalls.length }).toEqual({
    steps: 3,
    reason: "step-limit",
    calls: 1,
  });
});

test("every chunk and every result is told on the way", async () => {
  const seen: string[] = [];
  const onChunk = (chunk: Chunk): void => {
    seen.push(typeof chunk === "string" ? chunk : chunk.type);
  };
  await run(new Scripted([["a", "weather", '{"city":"x"}']]), { onChunk });
  expect(seen).toEqual(["usage", "tool-call", "finish", "custom", "usage", "done", "finish"]);
});

test("abort ends the run at once, also in a tool that does not look at its signal", async () => {
  const controller = new AbortController();
  const stuck: ToolSource = {
    list: async () => [],
    call: async (_name, _args, { signal }) => {
      expect(signal).toBe(controller.signal);
      controller.abort();
      return await new Promise(() => {});
    },
  };
  const provider = new Scripted([["a", "x", "{}"]]);
  const ran = run(provider, { tools: stuck }, { signal: controller.signal });
  await expect(ran).rejects.toMatchObject({ code: "aborted" });
  expect(provider.asked).toHaveLength(1);
});

test("a call that fails fails the run", async () => {
  const ran = run(new Scripted(), {}, { messages: [] });
  await expect(ran).rejects.toMatchObject({ code: "invalid_request" });
});

test("two tools of one name are a mistake", () => {
  expect(() => functionTools([weather, weather])).toThrow(
    new TypeError('two tools are called "weather"; names must differ'),
  );
});

test("arguments that JSON cannot say are a mistake, before anything is asked", async () => {
  const input = z.object({ day: z.date() });
  const provider = new Scripted([]);
  const dated = functionTools([defineTool({ name: "dated", input, run: () => "" })]);
  const message = /^the schema cannot be written as JSON Schema: Date cannot be represented/;
  await expect(run(provider, { tools: dated })).rejects.toThrow(message);
  expect(provider.asked).toEqual([]);
});

import { describe, expect, test } from "vitest";

import type { Chunk } from "../../src/index.ts";
import { stages, stall } from "../support/play.ts";
import { errorOf, messages, scripted, stop } from "../support/scripted-provider.ts";

const delta: Chunk = { type: "tool-call-delta", index: 0, name: "add", argumentsDelta: "{" };
const call: Chunk = { type: "tool-call", index: 0, id: "c1", name: "add", arguments: "{}" };
const finish = (reason: unknown): Chunk => ({ type: "finish", reason }) as Chunk;

/** What is no chunk. */
const strange: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["a number", 7],
  ["a boolean", true],
  ["an array", ["a"]],
  ["an object without type", {}],
  ["a type that is no string", { type: 1 }],
  ["an unknown part", { type: "audio", data: "" }],
  ["a name from the prototype", { type: "constructor" }],
  ["text that is no string", { type: "text", text: 1 }],
  ["reasoning without text", { type: "reasoning" }],
  ["a delta without text", { type: "tool-call-delta", index: 0 }],
  ["a tool call without id", { type: "tool-call", name: "add", arguments: "{}" }],
  ["a tool call with parsed arguments", { ...call, arguments: {} }],
  ["a file without media type", { type: "file", url: "https://acme.test/a" }],
  ["a file without content", { type: "file", mediaType: "image/png" }],
  ["a warning without message", { type: "warning" }],
];

describe.each(stages)("the grammar of a stream, $name", ({ play }) => {
  const read = async (steps: readonly unknown[]) => {
    const { provider } = await play(steps as readonly Chunk[]);
    return provider.createAsyncGenerator({ messages });
  };

  test("empty strings are skipped, in both forms", async () => {
    const empty = [
      "",
      { type: "text", text: "" },
      { type: "text", text: "", block: 1 },
      { type: "reasoning", text: "" },
    ];
    const steps = [...empty, "a", ...empty, "b", ...empty, stop];
    expect(await Array.fromAsync((await read(steps)).chunks())).toEqual(["a", "b", stop]);
    expect(await Array.fromAsync(await read(steps))).toEqual(["a", "b"]);
  });

  test("a state without text is kept", async () => {
    const signature = { type: "reasoning", text: "", state: "sig" };
    const result = await (await read([signature, "a", stop])).collect();
    expect(result.message.reasoning).toEqual([{ text: "", state: "sig" }]);
  });

  test.each(strange)("%s is protocol", async (_, chunk) => {
    const error = await errorOf((await read(["a", chunk, stop])).collect());
    expect(error).toMatchObject({
      code: "protocol",
      phase: "stream",
      retryable: false,
      partial: { text: "a" },
    });
  });

  test.each([
    ["none", [stop]],
    ["only empty text", ["", { type: "text", text: "" }, stop]],
    ["only empty reasoning", [{ type: "reasoning", text: "" }, stop]],
    ["only facts", [{ type: "usage", inputTokens: 1, exact: true }, stop]],
  ])("a stop without content is protocol: %s", async (_, steps) => {
    const error = await errorOf((await read(steps)).collect());
    expect(error).toMatchObject({ code: "protocol", phase: "end", message: "the answer is empty" });
  });

  test.each([
    ["text", "a"],
    ["reasoning", { type: "reasoning", text: "a" }],
    ["a tool call", call],
    ["a file", { type: "file", mediaType: "image/png", url: "https://acme.test/a" }],
  ])("a stop is good after %s", async (_, content) => {
    expect((await (await read([content, stop])).collect()).finishReason).toBe("stop");
  });

  test.each(["length", "content-filter", "unknown"])(
    "an empty answer may end with %s",
    async (why) => {
      expect(await (await read([finish(why)])).collect()).toMatchObject({
        text: "",
        finishReason: why,
      });
    },
  );

  test.each(["STOP", "", null, undefined, 1])(
    "the finish reason %j is protocol",
    async (reason) => {
      const error = await errorOf((await read(["a", finish(reason)])).collect());
      expect(error).toMatchObject({ code: "protocol", phase: "end", partial: { text: "a" } });
    },
  );

  test.each(["stop", "tool-calls", "length"])(
    "a half tool call before %s is protocol",
    async (why) => {
      const error = await errorOf((await read([delta, finish(why)])).collect());
      expect(error).toMatchObject({ code: "protocol", phase: "end", partial: { toolCalls: [] } });
      const other = await errorOf(
        (await read([delta, { ...call, index: 1 }, finish(why)])).collect(),
      );
      expect(other.code).toBe("protocol");
    },
  );

  test("deltas and their completion are good", async () => {
    const result = await (await read([delta, delta, call, finish("tool-calls")])).collect();
    expect(result.toolCalls).toEqual([{ index: 0, id: "c1", name: "add", arguments: "{}" }]);
  });

  test.each([
    ["facts only", [{ type: "queue", position: 1 }], true],
    ["empty text only", ["", { type: "reasoning", text: "" }], true],
    ["text", ["a"], false],
  ])("no finish after %s is truncated", async (_, steps, retryable) => {
    const error = await errorOf((await read(steps)).collect());
    expect(error).toMatchObject({ code: "truncated", retryable });
  });

  test("nothing comes out after the finish", async () => {
    const stream = await read(["a", stop, "b", finish("length"), stall()]);
    expect(await Array.fromAsync(stream.chunks())).toEqual(["a", stop]);
    expect(await stream.result).toMatchObject({ text: "a", finishReason: "stop" });
  });
});

test("a hook that yields nothing at all is truncated", async () => {
  const stream = scripted(async function* () {}).createAsyncGenerator({ messages });
  const error = await errorOf(stream.next());
  expect(error).toMatchObject({ code: "truncated", phase: "first_event", retryable: true });
});

test("undefined is protocol", async () => {
  const provider = scripted(async function* () {
    yield undefined as never;
  });
  const error = await errorOf(provider.createAsyncGenerator({ messages }).collect());
  expect(error).toMatchObject({ code: "protocol", phase: "stream" });
});

test("after the finish the hook is returned, never pulled again", async () => {
  let pulls = 0;
  let returns = 0;
  const chunks: Chunk[] = ["a", stop];
  const hook = {
    next: async () => {
      pulls++;
      const value = chunks.shift();
      return value === undefined ? await stall() : { done: false, value };
    },
    return: async () => {
      returns++;
      return { done: true, value: undefined };
    },
  };
  const stream = scripted(() => hook as never).createAsyncGenerator({ messages });
  expect(await Array.fromAsync(stream)).toEqual(["a"]);
  await stream.next();
  await stream.closed;
  expect({ pulls, returns }).toEqual({ pulls: 2, returns: 1 });
});

test.each([
  ["a value that is no generator", () => 7],
  ["nothing", () => undefined],
  [
    "a generator that is not async",
    function* () {
      yield "a";
    },
  ],
])("a hook that gives %s is an error of the call", async (_, hook) => {
  const stream = scripted(hook as never).createAsyncGenerator({ messages });
  expect((await errorOf(stream.next())).code).toBe("upstream");
  expect((await stream.next()).done).toBe(true);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  AsyncGeneratorProvider,
  defineManifest,
  type Chunk,
  type ManifestInput,
  type ProviderRequest,
  type ProviderSettings,
} from "../src/index.ts";

interface EchoOptions {
  readonly topic?: string;
  readonly top_k?: number | null;
  readonly style?: string | ((text: string) => string);
}

const manifestInput: ManifestInput = {
  name: "Echo",
  url: "https://echo.test",
  working: true,
  defaultModel: "echo-1",
  models: {
    open: false,
    known: ["echo-1", { id: "echo-vision", supports: { imageInput: true } }],
    aliases: { mini: "echo-1" },
  },
  supports: {
    conversation: false,
    temperature: false,
    imageInput: false,
    tools: false,
    systemMessage: false,
  },
  options: {
    topic: { type: "string", default: "weather", maxLength: 20 },
    top_k: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] },
    style: { anyOf: [{ enum: ["plain", "loud"] }, { type: "function" }] },
  },
};

class Echo extends AsyncGeneratorProvider<EchoOptions> {
  static override readonly manifest = defineManifest(manifestInput);
  static calls = 0;
  readonly seen: ProviderRequest<EchoOptions>[] = [];

  protected override async *generate(request: ProviderRequest<EchoOptions>): AsyncGenerator<Chunk> {
    this.seen.push(request);
    yield "ok";
    yield { type: "finish", reason: "stop" };
  }
}

const messages = [{ role: "user", content: "hi" }];
const PNG = new Uint8Array([137, 80, 78, 71]);

async function run(
  request: object,
  settings: ProviderSettings = {},
  input: Partial<ManifestInput> = {},
) {
  const echo = new Echo(settings, defineManifest({ ...manifestInput, ...input }));
  const result = await echo.createAsyncGenerator(request as never).collect();
  return { result, seen: echo.seen[0] };
}

describe("what is refused, before the hook runs", () => {
  const rows: readonly (readonly [string, object, string, string])[] = [
    ["no messages", {}, "invalid_request", "messages is missing"],
    [
      "an empty list",
      { messages: [] },
      "invalid_request",
      "messages is empty; pass at least one message",
    ],
    ["a string", { messages: "hi" }, "invalid_request", "messages must be an array"],
    [
      "an unknown role",
      { messages: [{ role: "usr", content: "hi" }] },
      "invalid_request",
      'messages[0].role is "usr"; it must be system, developer, user, assistant, tool',
    ],
    [
      "no role",
      { messages: [{ content: "hi" }] },
      "invalid_request",
      "messages[0].role is missing; it must be system, developer, user, assistant, tool",
    ],
    [
      "no content",
      { messages: [...messages, { role: "user" }] },
      "invalid_request",
      "messages[1].content must be a string or an array",
    ],
    [
      "an empty answer",
      { messages: [{ role: "assistant" }] },
      "invalid_request",
      "messages[0].content is missing; only an assistant message with toolCalls may go without",
    ],
    ["null as a message", { messages: [null] }, "invalid_request", "messages[0] must be an object"],
    [
      "an unknown part",
      { messages: [{ role: "user", content: [{ type: "img" }] }] },
      "invalid_request",
      'messages[0].content[0].type is "img"; it must be text, image, file, audio',
    ],
    [
      "an image from nowhere",
      { messages: [{ role: "user", content: [{ type: "image" }] }] },
      "invalid_request",
      "messages[0].content[0] needs either url or data",
    ],
    ["a wrong type", { messages, topP: "1" }, "invalid_request", "topP must be a number"],
    [
      "a broken number",
      { messages, maxTokens: 1.5 },
      "invalid_request",
      "maxTokens must be a whole number",
    ],
    ["a wrong stop", { messages, stop: 3 }, "invalid_request", "stop must be a string or an array"],
    [
      "a wrong signal",
      { messages, signal: {} },
      "invalid_request",
      "signal must be an AbortSignal",
    ],
    [
      "a negative limit",
      { messages, deadlines: { idle: -1 } },
      "invalid_request",
      "deadlines.idle must be a number of ms above 0, or Infinity",
    ],
    [
      "a misspelt limit",
      { messages, deadlines: { idel: 1 } },
      "invalid_request",
      "deadlines has unknown fields: idel",
    ],
    [
      "an own option, wrong type",
      { messages, topic: 5 },
      "invalid_request",
      "topic must be a string",
    ],
    [
      "an own option, out of range",
      { messages, top_k: 0 },
      "invalid_request",
      "top_k must be at least 1",
    ],
    [
      "an own option, not in the list",
      { messages, style: "soft" },
      "invalid_request",
      "style must be plain or loud or a function",
    ],
    [
      "an unknown model",
      { messages, model: "ecco-1" },
      "model_not_found",
      'Echo has no model "ecco-1"; did you mean echo-1?',
    ],
    [
      "a ruled-out option",
      { messages, temperature: 1 },
      "not_supported",
      "Echo does not support the option temperature; leave it out",
    ],
    [
      "tools",
      { messages, tools: [{ name: "f", parameters: {} }] },
      "not_supported",
      "Echo does not support the option tools; leave it out",
    ],
    [
      "a conversation",
      { messages, conversation: { id: 1 } },
      "not_supported",
      "Echo does not support conversations; send the history as messages",
    ],
    [
      "a system message",
      { messages: [{ role: "system", content: "s" }] },
      "not_supported",
      "Echo does not support system messages; put what it says into the user message",
    ],
    [
      "an image",
      {
        messages: [
          { role: "user", content: [{ type: "image", data: PNG, mediaType: "image/png" }] },
        ],
      },
      "not_supported",
      "Echo does not support images as input",
    ],
  ];
  test.each(rows)("%s", async (_, request, code, message) => {
    const echo = new Echo();
    await expect(echo.createAsyncGenerator(request as never).collect()).rejects.toMatchObject({
      code,
      message,
      phase: "prepare",
      retryable: false,
      provider: "Echo",
    });
    expect(echo.seen).toHaveLength(0);
  });

  test("no object at all is a mistake of the programmer, thrown at once", () => {
    for (const nothing of [undefined, null, "hi"]) {
      expect(() => new Echo().createAsyncGenerator(nothing as never)).toThrow(TypeError);
    }
  });

  test("several problems are told at once, up to three", async () => {
    const bad = { messages: [], topP: "a", topK: "b", seed: "c" };
    await expect(run(bad)).rejects.toThrow(/^messages is empty.*; topP must.*; topK must[^;]*$/);
  });

  test("nested without end", async () => {
    let deep: object = {};
    for (let level = 0; level < 5000; level++) deep = { deep };
    await expect(run({ messages, schema: deep })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

describe("what the hook gets", () => {
  test("defaults filled in, aliases resolved, nothing that is the context's", async () => {
    const { seen, result } = await run({
      messages,
      model: "mini",
      signal: new AbortController().signal,
      deadlines: { idle: 5 },
      cookies: { a: "1" },
      topP: undefined,
    });
    expect(seen).toEqual({ messages, model: "echo-1", topic: "weather" });
    expect(result.model).toBe("echo-1");
  });

  test("an empty model is the default one", async () => {
    expect((await run({ messages, model: "" })).seen?.model).toBe("echo-1");
  });

  test("frozen copies: the caller's objects are left as they were, bytes too", async () => {
    const given = {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "image", data: PNG, mediaType: "image/png" },
          ],
        },
      ],
      model: "echo-vision",
    };
    const before = structuredClone(given);
    const { seen } = await run(given);
    expect(given).toEqual(before);
    expect(Object.isFrozen(given.messages)).toBe(false);
    expect(Object.isFrozen(seen?.messages)).toBe(true);
    const [, image] = (seen?.messages[0]?.content ?? []) as unknown as {
      readonly data: Uint8Array;
    }[];
    expect(image?.data).toEqual(PNG);
    expect(image?.data).not.toBe(PNG);
  });

  test("a frozen request is as good as any", async () => {
    const frozen = Object.freeze({
      messages: Object.freeze(messages.map((message) => Object.freeze({ ...message }))),
    });
    expect((await run(frozen)).result.text).toBe("ok");
  });

  test("an unknown option is dropped with one warning, on the stream and in the result", async () => {
    const { seen, result } = await run({ messages, topc: "x", n: 2 });
    expect(seen).not.toHaveProperty("topc");
    expect(result.warnings).toEqual(["Echo does not know topc, n: dropped, not sent"]);
    const chunks: Chunk[] = [];
    for await (const chunk of new Echo()
      .createAsyncGenerator({ messages, topc: 1 } as never)
      .chunks())
      chunks.push(chunk);
    expect(chunks[0]).toEqual({
      type: "warning",
      message: "Echo does not know topc: dropped, not sent",
    });
  });

  test("null and functions go through where the option allows them", async () => {
    const style = (text: string): string => text.toUpperCase();
    expect((await run({ messages, top_k: null, style })).seen).toMatchObject({
      top_k: null,
      style,
    });
  });

  test("any JSON as a request gives an answer or a typed error, never another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const error = await run({ messages: value, model: "echo-1" }).then(
          () => undefined,
          (thrown: { readonly code?: string }) => thrown,
        );
        if (error !== undefined) expect(["invalid_request", "not_supported"]).toContain(error.code);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a provider that is not what it was", () => {
  const deprecated = {
    since: "2023-11-01",
    reason: "the service was shut down",
    replacement: "Other",
  };

  test("not working: refused with the reason", async () => {
    await expect(run({ messages }, {}, { working: false, deprecated })).rejects.toMatchObject({
      code: "model_gone",
      message:
        "Echo does not work: the service was shut down (since 2023-11-01); use Other instead; a server of your own is reached by setting its baseUrl",
    });
  });

  test("not working, but given a server of the user's own: it works", async () => {
    const { result } = await run(
      { messages },
      { baseUrl: "http://127.0.0.1:1" },
      { working: false, deprecated },
    );
    expect(result.text).toBe("ok");
  });

  test("deprecated alone warns", async () => {
    const { result } = await run({ messages }, {}, { deprecated });
    expect(result.warnings).toEqual([
      "Echo is deprecated since 2023-11-01: the service was shut down; use Other",
    ]);
  });
});

test("an open provider takes any model", async () => {
  const { seen } = await run(
    { messages, model: "some/other:7b" },
    {},
    { models: { open: true, known: ["echo-1"] } },
  );
  expect(seen?.model).toBe("some/other:7b");
});

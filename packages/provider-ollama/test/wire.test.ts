import type { CallRequest, Messages } from "@g4f/core";
import {
  expectCuts,
  memoryTransport,
  ndjsonFrames,
  outcome,
  type MemoryTransport,
  type Outcome,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { Ollama, type OllamaOptions, type PullProgress } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const model = "llama3.2";
const line = (message: object): object => ({
  model,
  created_at: "2023-08-04T19:22:45.499127Z",
  message: { role: "assistant", ...message },
  done: false,
});
/** As https://github.com/ollama/ollama/blob/main/docs/api.md shows it. */
const end = (done_reason = "stop"): object => ({
  model,
  created_at: "2023-08-04T19:22:45.499127Z",
  message: { role: "assistant", content: "" },
  done: true,
  done_reason,
  total_duration: 4883583458,
  load_duration: 1334875,
  prompt_eval_count: 26,
  prompt_eval_duration: 342546000,
  eval_count: 282,
  eval_duration: 4535599000,
});
const answer = [line({ content: "The" }), line({ content: " sky" }), end()];

interface Played extends Outcome {
  readonly transport: MemoryTransport;
}

async function play(
  lines: readonly object[],
  request: Partial<CallRequest<OllamaOptions>> = {},
): Promise<Played> {
  const { headers, frames } = ndjsonFrames(lines.map((one) => JSON.stringify(one)));
  const transport = memoryTransport(() => ({ headers, body: frames }));
  const provider = new Ollama({ transport });
  return {
    ...(await outcome(provider.createAsyncGenerator({ model, messages, ...request }))),
    transport,
  };
}

describe("what is sent", () => {
  test("the smallest request, to the own machine, without a key", async () => {
    const { transport } = await play(answer);
    expect(transport.sent()).toEqual({
      model,
      messages: [{ role: "user", content: "Hi" }],
      stream: true,
    });
    expect(transport.requests[0]?.url.href).toBe("http://127.0.0.1:11434/api/chat");
    expect(transport.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("every field, under the names of the wire", async () => {
    const parameters = { type: "object", properties: {} };
    const { transport } = await play(answer, {
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      maxTokens: 100,
      stop: "END",
      seed: 7,
      presencePenalty: 1,
      frequencyPenalty: 2,
      contextLength: 8192,
      options: { mirostat: 2 },
      think: "low",
      keepAlive: "5m",
      tools: [{ name: "f", description: "d", parameters }],
      schema: parameters,
      extraBody: { logprobs: true },
    });
    expect(transport.sent()).toMatchObject({
      options: {
        temperature: 0.5,
        top_p: 0.9,
        top_k: 5,
        num_predict: 100,
        stop: ["END"],
        seed: 7,
        presence_penalty: 1,
        frequency_penalty: 2,
        num_ctx: 8192,
        mirostat: 2,
      },
      think: "low",
      keep_alive: "5m",
      tools: [{ type: "function", function: { name: "f", description: "d", parameters } }],
      format: parameters,
      logprobs: true,
    });
  });

  test("a history with images, thinking of its own, calls and results by name", async () => {
    const history: Messages = [
      {
        role: "user",
        content: [
          { type: "text", text: "look" },
          { type: "image", data: Uint8Array.of(1, 2, 3), mediaType: "image/png" },
        ],
      },
      {
        role: "assistant",
        content: "",
        reasoning: [
          { text: "own", state: { provider: "Ollama", data: "thinking" } },
          { text: "foreign", state: { provider: "Anthropic", data: {} } },
        ],
        toolCalls: [{ id: "x", name: "f", arguments: '{"a":1}' }],
      },
      { role: "tool", toolCallId: "x", content: "done" },
    ];
    const { transport } = await play(answer, { messages: history });
    expect(transport.sent()["messages"]).toEqual([
      { role: "user", content: "look", images: ["AQID"] },
      {
        role: "assistant",
        content: "",
        thinking: "own",
        tool_calls: [{ function: { name: "f", arguments: { a: 1 } } }],
      },
      { role: "tool", tool_name: "f", content: "done" },
    ]);
  });

  const refused: readonly (readonly [
    string,
    Partial<CallRequest<OllamaOptions>>,
    string,
    RegExp,
  ])[] = [
    ["no model", { model: "" }, "invalid_request", /needs a model/],
    [
      "an image by URL",
      { messages: [{ role: "user", content: [{ type: "image", url: "https://a.test/x" }] }] },
      "not_supported",
      /inline only/,
    ],
    [
      "a file",
      { messages: [{ role: "user", content: [{ type: "file", url: "https://a.test/x" }] }] },
      "not_supported",
      /files as input/,
    ],
    [
      "a call that must be made",
      { tools: [{ name: "f", parameters: {} }], toolChoice: "required" },
      "not_supported",
      /cannot be made to call a tool/,
    ],
  ];
  test.each(refused)("%s is refused before a request", async (_, request, code, message) => {
    const { error, transport } = await play(answer, request);
    expect(error).toMatchObject({ code, phase: "prepare" });
    expect(error?.message).toMatch(message);
    expect(transport.requests).toEqual([]);
  });
});

describe("what comes", () => {
  test("text, and usage with the end", async () => {
    expect((await play(answer)).result).toMatchObject({
      text: "The sky",
      finishReason: "stop",
      usage: { inputTokens: 26, outputTokens: 282, totalTokens: 308, exact: true },
    });
  });

  test("raw events, on demand, as they came", async () => {
    const events = [line({ content: "a", own: 1 }), { unknown: true }, end()];
    const { raw, result } = await play(events, { raw: true });
    expect(raw).toEqual(events.map((event) => JSON.stringify(event)));
    expect(result).toMatchObject({ text: "a" });
  });

  test("thinking before the answer", async () => {
    const { result } = await play([line({ thinking: "hm", content: "" }), ...answer]);
    expect(result).toMatchObject({ reasoning: "hm", text: "The sky" });
  });

  test("calls come whole, several of one name and index among them", async () => {
    const call = { function: { index: 0, name: "f", arguments: { a: 1 } } };
    const { result } = await play([line({ content: "", tool_calls: [call, call] }), end()]);
    expect(result?.finishReason).toBe("tool-calls");
    expect(result?.toolCalls).toMatchObject([
      { name: "f", arguments: '{"a":1}' },
      { name: "f", arguments: '{"a":1}' },
    ]);
    expect(new Set(result?.toolCalls.map(({ id }) => id)).size).toBe(2);
  });

  test("the reasons", async () => {
    const said = line({ content: "x" });
    expect((await play([said, end("length")])).result?.finishReason).toBe("length");
    expect((await play([said, end("unload")])).result?.finishReason).toBe("unknown");
  });

  test("a stop sequence never leaks", async () => {
    const lines = [line({ content: "a ST" }), line({ content: "OP b" }), end()];
    expect((await play(lines, { stop: "STOP" })).result?.text).toBe("a ");
  });

  test("an error line, before and after content", async () => {
    const error = { error: "model 'x' not found, try pulling it first" };
    expect((await play([error])).error?.code).toBe("model_not_found");
    expect(
      (await play([line({ content: "x" }), { error: "an error was encountered" }])).error,
    ).toMatchObject({
      code: "upstream",
      retryable: false,
      partial: { text: "x" },
    });
  });

  test("a line that is no object", async () => {
    expect((await play([line({ content: "x" }), [1]])).error?.code).toBe("protocol");
  });

  test("cut after every line and at every byte of the last, it never passes for complete", async () => {
    const { headers, frames } = ndjsonFrames(answer.map((one) => JSON.stringify(one)));
    const { cuts, finished, falseFinishes } = await expectCuts({
      headers,
      frames,
      proof: frames.length,
      call: (transport) => new Ollama({ transport }).createAsyncGenerator({ model, messages }),
    });
    // The last cut takes nothing but the line end: the line is whole, and so is the answer.
    expect(falseFinishes).toEqual([
      `after ${(frames.at(-1)?.length ?? 0) - 1} bytes of the last event: stop`,
    ]);
    expect(finished).toBe(1);
    expect(cuts).toBeGreaterThan(200);
  });
});

describe("models", () => {
  test("listModels tells what is on the disk", async () => {
    const body = JSON.stringify({
      models: [{ name: "a:latest", model: "a:latest" }, { name: "b" }],
    });
    const transport = memoryTransport(() => ({ body }));
    expect(await new Ollama({ transport }).listModels()).toEqual([{ id: "a:latest" }, { id: "b" }]);
    expect(transport.requests[0]?.url.pathname).toBe("/api/tags");
  });

  const progress = [
    { status: "pulling manifest" },
    { status: "pulling sha", digest: "sha256:1", total: 10, completed: 5 },
    { status: "success" },
  ];
  const pull = async (lines: readonly object[]): Promise<PullProgress[]> => {
    const { headers, frames } = ndjsonFrames(lines.map((one) => JSON.stringify(one)));
    const transport = memoryTransport(() => ({ headers, body: frames }));
    const told: PullProgress[] = [];
    for await (const step of new Ollama({ transport }).pull("a")) told.push(step);
    expect(transport.sent()).toEqual({ model: "a", stream: true });
    return told;
  };

  test("pull tells how far it has come, to the end", async () => {
    expect(await pull(progress)).toEqual(progress);
  });

  test("a pull that was cut or failed says so", async () => {
    await expect(pull(progress.slice(0, 2))).rejects.toMatchObject({ code: "truncated" });
    const error = { error: "pull model manifest: file does not exist" };
    await expect(pull([error])).rejects.toMatchObject({ code: "model_not_found" });
  });
});

import type { CallRequest, Messages } from "@g4f/core";
import {
  memoryTransport,
  outcome,
  sseFrames,
  type MemoryTransport,
  type Outcome,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { Gemini, type GeminiOptions } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const parts = (...all: object[]): object => ({
  candidates: [{ content: { parts: all, role: "model" } }],
});
const end = (finishReason = "STOP", more: object = {}): object => ({
  candidates: [{ content: { parts: [{ text: "" }] }, finishReason, ...more }],
});
const answer = [parts({ text: "ok" }), end()];

interface Played extends Outcome {
  readonly transport: MemoryTransport;
}

async function play(
  events: readonly object[],
  request: Partial<CallRequest<GeminiOptions>> = {},
): Promise<Played> {
  const { headers, frames } = sseFrames(events.map((event) => JSON.stringify(event)));
  const transport = memoryTransport(() => ({ headers, body: frames }));
  const provider = new Gemini({ apiKey: "k", transport });
  return { ...(await outcome(provider.createAsyncGenerator({ messages, ...request }))), transport };
}

describe("what is sent", () => {
  test("the smallest request", async () => {
    const { transport } = await play(answer);
    expect(transport.sent()).toEqual({ contents: [{ role: "user", parts: [{ text: "Hi" }] }] });
    const [request] = transport.requests;
    expect(request?.url.href).toBe(
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    );
    expect(request?.headers).toMatchObject({ "x-goog-api-key": "k" });
  });

  test.each([
    ["gemini-x", "models/gemini-x"],
    ["tunedModels/mine", "tunedModels/mine"],
    ["a?b#c", "models/a%3Fb%23c"],
  ])("the model %s is a part of the path", async (model, path) => {
    const { transport } = await play(answer, { model });
    const wanted = new URL(
      `https://generativelanguage.googleapis.com/v1beta/${path}:streamGenerateContent?alt=sse`,
    );
    expect(transport.requests[0]?.url.href).toBe(wanted.href);
  });

  test.each(["../files", "a/../../b", "a//b", "."])("the model %s is none", async (model) => {
    const { error, transport } = await play(answer, { model });
    expect(error).toMatchObject({ code: "model_not_found", phase: "prepare" });
    expect(transport.requests).toEqual([]);
  });

  test("every field, under the names of the wire", async () => {
    const parameters = { type: "object", properties: { city: { type: "string" } } };
    const { transport } = await play(answer, {
      messages: [{ role: "system", content: "Be brief." }, ...messages],
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      maxTokens: 100,
      stop: "END",
      seed: 7,
      reasoningEffort: "low",
      tools: [{ name: "weather", description: "d", parameters }],
      toolChoice: { name: "weather" },
      schema: parameters,
      safetySettings: [{ category: "c", threshold: "t" }],
      extraBody: { labels: { a: "b" } },
    });
    expect(transport.sent()).toEqual({
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      systemInstruction: { parts: [{ text: "Be brief." }] },
      generationConfig: {
        temperature: 0.5,
        topP: 0.9,
        topK: 5,
        maxOutputTokens: 100,
        stopSequences: ["END"],
        seed: 7,
        responseMimeType: "application/json",
        responseJsonSchema: parameters,
        thinkingConfig: { includeThoughts: true, thinkingLevel: "low" },
      },
      tools: [
        {
          functionDeclarations: [
            { name: "weather", description: "d", parametersJsonSchema: parameters },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["weather"] } },
      safetySettings: [{ category: "c", threshold: "t" }],
      labels: { a: "b" },
    });
  });

  test("media inline and by URL", async () => {
    const { transport } = await play(answer, {
      messages: [
        {
          role: "user",
          content: [
            { type: "image", data: Uint8Array.of(1, 2, 3), mediaType: "image/png" },
            { type: "file", url: "https://a.test/x.pdf", mediaType: "application/pdf" },
            { type: "audio", data: Uint8Array.of(1, 2, 3), mediaType: "audio/mp3" },
          ],
        },
      ],
    });
    expect(transport.sent()["contents"]).toEqual([
      {
        role: "user",
        parts: [
          { inlineData: { mimeType: "image/png", data: "AQID" } },
          { fileData: { fileUri: "https://a.test/x.pdf", mimeType: "application/pdf" } },
          { inlineData: { mimeType: "audio/mp3", data: "AQID" } },
        ],
      },
    ]);
  });

  const history = (state?: unknown): Messages => [
    ...messages,
    {
      role: "assistant",
      content: "let me see",
      toolCalls: [
        { id: "a", name: "f", arguments: '{"x":1}', ...(state === undefined ? {} : { state }) },
        { id: "b", name: "g", arguments: "{}" },
      ],
    },
    { role: "tool", toolCallId: "a", content: '{"y":2}' },
    { role: "tool", toolCallId: "b", content: "plain" },
  ];
  const results = {
    role: "user",
    parts: [
      { functionResponse: { name: "f", response: { y: 2 } } },
      { functionResponse: { name: "g", response: { output: "plain" } } },
    ],
  };

  test("signatures go back with their calls; others' do not", async () => {
    const own = await play(answer, { messages: history({ provider: "Gemini", data: "sig" }) });
    expect(own.transport.sent()["contents"]).toEqual([
      { role: "user", parts: [{ text: "Hi" }] },
      {
        role: "model",
        parts: [
          { text: "let me see" },
          { functionCall: { name: "f", args: { x: 1 } }, thoughtSignature: "sig" },
          { functionCall: { name: "g", args: {} } },
        ],
      },
      results,
    ]);
    const foreign = await play(answer, {
      messages: history({ provider: "Anthropic", data: "sig" }),
    });
    expect(JSON.stringify(foreign.transport.sent())).not.toContain("ignature");
  });

  test("from Gemini 3 on, calls of other models carry Google's stand-in", async () => {
    const { transport } = await play(answer, { model: "gemini-3-pro", messages: history() });
    expect(transport.sent()["contents"]).toMatchObject([
      {},
      {
        parts: [
          {},
          { thoughtSignature: "skip_thought_signature_validator" },
          { functionCall: { name: "g", args: {} } },
        ],
      },
      {},
    ]);
  });
});

describe("what comes", () => {
  test("thoughts, text with a signature, files, code, sources", async () => {
    const { result, chunks, sources } = await play([
      parts({ text: "hm", thought: true }, { text: "said" }),
      parts(
        { text: "", thoughtSignature: "sig" },
        { inlineData: { mimeType: "image/png", data: "AQID" } },
      ),
      parts({ executableCode: { language: "PYTHON", code: "1" } }),
      end("STOP", {
        groundingMetadata: { groundingChunks: [{ web: { uri: "https://a.test", title: "A" } }] },
      }),
    ]);
    expect(result).toMatchObject({ reasoning: "hm", text: "said", finishReason: "stop" });
    expect(result?.message.content).toEqual([
      { type: "text", text: "said" },
      { type: "text", text: "", state: { provider: "Gemini", data: "sig" } },
      { type: "image", data: Uint8Array.of(1, 2, 3), mediaType: "image/png" },
    ]);
    expect(sources).toEqual([{ type: "source", url: "https://a.test", title: "A" }]);
    expect(chunks).toContainEqual({
      type: "custom",
      name: "executableCode",
      data: { language: "PYTHON", code: "1" },
    });
    const { transport } = await play(answer, {
      messages: [...messages, result?.message as Messages[number], ...messages],
    });
    expect(transport.sent()["contents"]).toMatchObject([
      {},
      { role: "model", parts: [{ text: "said" }, { text: "", thoughtSignature: "sig" }, {}] },
      {},
    ]);
  });

  test("raw events, on demand, as they came", async () => {
    const events = [parts({ text: "a", own: 1 }), { unknown: true }, end()];
    const { raw, result } = await play(events, { raw: true });
    expect(raw).toEqual(events.map((event) => JSON.stringify(event)));
    expect(result).toMatchObject({ text: "a" });
  });

  test("arguments piece by piece, nested, of every kind", async () => {
    const piece = (jsonPath: string, value: object): object => ({
      functionCall: { partialArgs: [{ jsonPath, ...value }], willContinue: true },
    });
    const { result } = await play([
      parts({ functionCall: { name: "f", willContinue: true } }),
      parts(piece("$.a.b", { stringValue: "x", willContinue: true })),
      parts(piece("$.a.b", { stringValue: "y" }), piece("$.list[0]", { numberValue: 1 })),
      parts(piece("$.list[1].c", { boolValue: false }), piece("$['odd key']", { nullValue: null })),
      parts({ functionCall: {} }),
      end(),
    ]);
    expect(JSON.parse(result?.toolCalls[0]?.arguments ?? "")).toEqual({
      a: { b: "xy" },
      list: [1, { c: false }],
      "odd key": null,
    });
    expect(result?.finishReason).toBe("tool-calls");
  });

  test("a path that is none, and a call that was cut, are no calls", async () => {
    const begun = parts({ functionCall: { name: "f", willContinue: true } });
    const odd = parts({
      functionCall: { partialArgs: [{ jsonPath: "..", stringValue: "x" }], willContinue: true },
    });
    expect((await play([begun, odd, end()])).error?.code).toBe("protocol");
    expect((await play([begun, end("MAX_TOKENS")])).error?.code).toBe("protocol");
  });

  test.each([
    ["MAX_TOKENS", "length"],
    ["SAFETY", "content-filter"],
    ["RECITATION", "content-filter"],
    ["OTHER", "unknown"],
  ])("the reason %s is %s", async (said, wanted) => {
    expect((await play([parts({ text: "x" }), end(said)])).result?.finishReason).toBe(wanted);
  });

  test("a malformed call is an error, not an answer", async () => {
    const { error } = await play([end("MALFORMED_FUNCTION_CALL", { finishMessage: "print(1)" })]);
    expect(error).toMatchObject({
      code: "protocol",
      message: "Gemini ended with MALFORMED_FUNCTION_CALL: print(1)",
    });
  });

  test("a blocked prompt is content_filter, with the reason", async () => {
    const { error } = await play([{ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }]);
    expect(error).toMatchObject({
      code: "content_filter",
      retryable: false,
      message: "Gemini blocked the prompt: PROHIBITED_CONTENT",
    });
  });

  test("usage may follow the reason", async () => {
    const usageMetadata = { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 };
    const { result } = await play([...answer, { usageMetadata }]);
    expect(result?.usage).toMatchObject({ inputTokens: 3, outputTokens: 4, totalTokens: 7 });
  });

  test("no reason, no end", async () => {
    expect((await play([parts({ text: "x" })])).error).toMatchObject({
      code: "truncated",
      partial: { text: "x" },
    });
  });

  test("a stop sequence never leaks", async () => {
    const events = [parts({ text: "a ST" }), parts({ text: "OP b" }), end()];
    expect((await play(events, { stop: ["STOP"] })).result).toMatchObject({
      text: "a ",
      finishReason: "stop",
    });
  });
});

describe("errors", () => {
  const quota = (quotaId: string, quotaValue = "10"): object => ({
    error: {
      code: 429,
      message: "You exceeded your current quota, please check your plan and billing details.",
      status: "RESOURCE_EXHAUSTED",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.QuotaFailure",
          violations: [{ quotaMetric: "m", quotaId, quotaValue }],
        },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" },
      ],
    },
  });
  // https://github.com/google-gemini/gemini-cli/issues/10925
  const perDay = [
    {
      error: {
        code: 429,
        message:
          "Quota exceeded for quota metric 'Gemini 2.5 Pro Requests' and limit 'Gemini 2.5 Pro Requests per day per user per tier' of service 'cloudcode-pa.googleapis.com' for consumer 'project_number:681255809395'.",
        status: "RESOURCE_EXHAUSTED",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "RATE_LIMIT_EXCEEDED",
            domain: "googleapis.com",
            metadata: {
              quota_metric: "cloudcode-pa.googleapis.com/gemini_2_5_pro_requests",
              quota_limit: "Gemini25ProRequestsPerDay",
            },
          },
        ],
      },
    },
  ];
  test.each([
    [
      "per minute",
      quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier"),
      "rate_limit",
      34_000,
    ],
    ["per day", quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"), "quota", 34_000],
    [
      "none at all",
      quota("GenerateContentInputTokensPerModelPerMinute-FreeTier", "0"),
      "quota",
      34_000,
    ],
    ["per day, told elsewhere", perDay, "quota", undefined],
  ])("a quota %s", async (_, body, code, retryAfterMs) => {
    const transport = memoryTransport(() => ({ status: 429, body: JSON.stringify(body) }));
    const provider = new Gemini({ apiKey: "k", transport });
    const { error } = await outcome(provider.createAsyncGenerator({ messages }));
    expect(error).toMatchObject({ code, status: 429 });
    expect(error?.retryAfterMs).toBe(retryAfterMs);
  });

  test("an error inside the stream", async () => {
    const error = {
      error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" },
    };
    expect((await play([parts({ text: "x" }), error])).error).toMatchObject({
      code: "overloaded",
      retryable: false,
      partial: { text: "x" },
    });
  });
});

test("listModels reads every page, and leaves out what cannot chat", async () => {
  const pages = [
    {
      models: [
        {
          name: "models/a",
          displayName: "A",
          inputTokenLimit: 9,
          supportedGenerationMethods: ["generateContent"],
        },
        { name: "models/embed", supportedGenerationMethods: ["embedContent"] },
      ],
      nextPageToken: "2",
    },
    { models: [{ name: "models/b" }] },
  ];
  const transport = memoryTransport(({ url }) => ({
    body: JSON.stringify(pages[url.searchParams.get("pageToken") === "2" ? 1 : 0]),
  }));
  expect(await new Gemini({ apiKey: "k", transport }).listModels()).toEqual([
    { id: "a", label: "A", maxInputTokens: 9 },
    { id: "b" },
  ]);
});

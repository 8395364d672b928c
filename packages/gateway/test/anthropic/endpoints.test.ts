import { mockProvider } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { serve, type Serving } from "../support/serve.ts";

const messages = [{ role: "user", content: "Hi" }];
const headers = { "anthropic-version": "2023-06-01" };
const provider = mockProvider(
  [
    { type: "text", text: "ok" },
    { type: "finish", reason: "stop" },
  ],
  { defaultModel: "mock-1", supports: { imageInput: false, tools: false } },
);
const IMAGE = { type: "image", source: { type: "url", url: "https://a.test/b.png" } };
const TOOL = { name: "f", input_schema: { type: "object" } };
const body = { model: "mock-1", max_tokens: 10, messages };

type Row = readonly [body: unknown, status: number, type: string, message: RegExp];

let serving: Serving;
beforeAll(async () => {
  serving = await serve([provider]);
});
afterAll(() => serving[Symbol.asyncDispose]());

describe("POST /v1/messages", () => {
  const rows: readonly Row[] = [
    ["{", 400, "invalid_request_error", /JSON/],
    ["[]", 400, "invalid_request_error", /JSON object/],
    [{ ...body, messages: 1 }, 400, "invalid_request_error", /^messages: /],
    [{ ...body, base_url: "http://127.0.0.1:1" }, 400, "invalid_request_error", /^base_url /],
    [{ ...body, model: "other" }, 404, "not_found_error", /"other" is not served/],
    // What the provider cannot do is known before anything is sent.
    [
      { ...body, messages: [{ role: "user", content: [IMAGE] }] },
      400,
      "invalid_request_error",
      /imag/,
    ],
    [{ ...body, tools: [TOOL] }, 400, "invalid_request_error", /tools/],
    [{ ...body, container: "c" }, 400, "invalid_request_error", /^container: /],
  ];
  test.each(rows)("%j is %i", async (given, status, type, message) => {
    const answer = await serving.ask("/v1/messages", given, { headers });
    expect(answer.status).toBe(status);
    const id = answer.headers.get("request-id");
    expect(await answer.json()).toEqual({
      type: "error",
      error: { type, message: expect.stringMatching(message) as string },
      request_id: id,
    });
  });

  test("text that is no JSON by its type", async () => {
    const answer = await serving.ask("/v1/messages", JSON.stringify(body), {
      headers: { ...headers, "content-type": "text/plain" },
    });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  });
});

describe("POST /v1/messages/count_tokens", () => {
  test("needs no limit, and no version", async () => {
    const answer = await serving.ask("/v1/messages/count_tokens", { model: "mock-1", messages });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { input_tokens: expect.any(Number) as number, estimate: true },
    ]);
  });

  test.each([
    [{ messages }, 400, /^model: Field required$/],
    [{ model: "mock-1" }, 400, /^messages: Field required$/],
    [{ model: "other", messages }, 404, /"other" is not served/],
  ] as const)("%j is %i", async (given, status, message) => {
    const answer = await serving.ask("/v1/messages/count_tokens", given);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      type: "error",
      error: { message: expect.stringMatching(message) as string },
    });
  });
});

describe("Ollama's endpoints", () => {
  test.each([
    ["/api/chat", "{", 400],
    ["/api/chat", { model: "mock-1", messages: [] }, 400],
    ["/api/chat", { model: "other", messages }, 404],
    ["/api/chat", { model: "mock-1", messages, proxy: "http://127.0.0.1:1" }, 400],
    ["/api/show", {}, 400],
    ["/api/show", { model: 1 }, 400],
    ["/api/show", { name: "other" }, 404],
  ] as const)("POST %s %j is %i", async (path, given, status) => {
    const answer = await serving.ask(path, given);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/^[^\n]+$/) as string });
  });

  test.each(["/api/tags", "/api/version"])("GET %s needs a key, like all", async (path) => {
    const wrong = { headers: { authorization: "Bearer wrong" } };
    expect((await serving.ask(path, undefined, wrong)).status).toBe(401);
    expect((await serving.ask(path)).status).toBe(200);
  });

  test("a model that is known to lack something says so", async () => {
    const shown = await (await serving.ask("/api/show", { model: "mock-1" })).json();
    expect(shown).toMatchObject({ capabilities: ["completion"] });
  });
});

import { mockProvider } from "@g4f/conformance/testing";
import { Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { serve, type Serving } from "../support/serve.ts";

let serving: Serving;
const lines: { status: number; error: string; route: string }[] = [];
beforeAll(async () => {
  const script = [{ type: "finish", reason: "stop" }] as const;
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as never) };
  serving = await serve([mockProvider(script, { defaultModel: "mock-1" })], { log });
});
afterAll(() => serving.gateway.close());

interface Told {
  readonly type?: string;
  readonly error?: string | { readonly type: string; readonly message: string };
}

async function told(path: string, init?: RequestInit): Promise<Told & { status: number }> {
  const answer = await serving.ask(path, undefined, init);
  return { status: answer.status, ...((await answer.json()) as Told) };
}

describe("a path that there is not", () => {
  it.each([
    ["/v1/embeddings", "GET /v1/embeddings"],
    ["/v1/embeddings?a=b", "GET /v1/embeddings"],
    ["/api/mock/v1/embeddings", "GET /api/mock/v1/embeddings"],
    ["/", "GET /"],
  ])("%s is named, in OpenAI's form", async (path, asked) => {
    const { status, error } = await told(path);
    expect(status).toBe(404);
    expect(error).toMatchObject({ type: "invalid_request_error", code: null });
    expect(error).toHaveProperty("message", expect.stringContaining(`there is no ${asked} here`));
    expect(error).toHaveProperty("message", expect.stringContaining("GET /openapi.json"));
  });

  it.each(["/v1/messages/batches", "/api/mock/v1/messages/batches", "/v1/v1/messages"])(
    "%s is told in Anthropic's form",
    async (path) => {
      expect(await told(path)).toMatchObject({
        status: 404,
        type: "error",
        error: { type: "not_found_error" },
        request_id: expect.any(String) as string,
      });
    },
  );

  it("is told in Anthropic's form to whoever sends its version", async () => {
    const headers = { "anthropic-version": "2023-06-01" };
    expect(await told("/v1/files", { headers })).toMatchObject({ type: "error" });
  });

  it("is told so that Ollama's own client shows it", async () => {
    const headers = { authorization: `Bearer ${serving.key}` };
    const client = new Ollama({ host: serving.url, headers });
    await expect(client.generate({ model: "mock-1", prompt: "Hi" })).rejects.toThrow(
      "there is no POST /api/generate here",
    );
    await expect(client.ps()).rejects.toThrow("there is no GET /api/ps here");
  });

  it.each([
    ["/chat/completions", "/v1/chat/completions"],
    ["/v1/completions", "/v1/chat/completions"],
    ["/v1/v1/messages", "/v1/messages"],
    ["/models", "/v1/models"],
  ])("%s: did you mean %s", async (path, near) => {
    const { error } = await told(path, { method: "POST" });
    expect(error).toHaveProperty("message", expect.stringContaining(`did you mean ${near}`));
  });

  it("may be that of a provider that there is not", async () => {
    const { error, status } = await told("/api/nobody/v1/models");
    const message =
      'no provider named "nobody" is served here; GET /v1/providers lists those that are';
    expect([status, error]).toEqual([404, expect.objectContaining({ message })]);
  });

  it("may be one that cannot be decoded", async () => {
    const { error, status } = await told("/v1/models/%F0%9F");
    expect([status, error]).toEqual([404, expect.objectContaining({ type: expect.any(String) })]);
  });
});

describe("what is not routed", () => {
  const headers = { origin: "http://pages.test" };

  it("is told in the form of the client's API", async () => {
    expect(await told("/v1/models", { headers })).toMatchObject({
      status: 403,
      error: { type: "permission_error" },
    });
    expect(await told("/v1/messages", { headers })).toMatchObject({
      status: 403,
      error: { type: "permission_error" },
      type: "error",
    });
    expect((await told("/api/tags", { headers })).error).toContain("allowedOrigins");
  });

  it("has a line in the log: an operator looks there for what is not allowed", async () => {
    lines.length = 0;
    await told("/v1/models", { headers });
    const error =
      'pages of "http://pages.test" may not call; an operator may allow it (allowedOrigins)';
    expect(lines).toEqual([expect.objectContaining({ status: 403, error })]);
  });
});

import { mockProvider } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { rawRequest } from "../support/raw.ts";
import { serve, type Serving } from "../support/serve.ts";

let serving: Serving;
beforeAll(async () => {
  const script = [{ type: "finish", reason: "stop" }] as const;
  serving = await serve([mockProvider(script, { defaultModel: "mock-1" })]);
});
afterAll(() => serving.gateway.close());

/** OpenAI's, Anthropic's and Ollama's form of an error. */
const openai = (message: string): object => ({
  error: { message, type: "invalid_request_error", param: null, code: "method_not_supported" },
});
const anthropic = (message: string, id: string | null): object => ({
  type: "error",
  error: { type: "invalid_request_error", message },
  request_id: id,
});
const ollama = (message: string): object => ({ error: message });

describe("a path with a method that it does not have", () => {
  it.each([
    ["GET", "/v1/chat/completions", "POST", openai],
    ["OPTIONS", "/v1/chat/completions?a=b", "POST", openai],
    ["GET", "/api/mock/v1/chat/completions", "POST", openai],
    ["GET", "/v1/responses", "POST", openai],
    ["PUT", "/v1/responses/resp_1", "GET, DELETE, HEAD", openai],
    ["POST", "/v1/models", "GET, HEAD", openai],
    ["PATCH", "/v1/models/a/b", "GET, HEAD", openai],
    ["DELETE", "/openapi.json", "GET, HEAD", openai],
    ["POST", "/livez", "GET, HEAD", openai],
    ["POST", "/metrics", "GET, HEAD", openai],
    ["GET", "/v1/messages", "POST", anthropic],
    ["HEAD", "/v1/messages/count_tokens", "POST", undefined],
    ["GET", "/api/chat", "POST", ollama],
    ["POST", "/api/tags", "GET, HEAD", ollama],
  ])("%s %s is 405, allowed: %s", async (method, path, allow, form) => {
    const answer = await serving.ask(path, undefined, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
    const text = await answer.text();
    const message = `Not allowed to ${method} on ${path.replace("?a=b", "")}; allowed: ${allow}`;
    const body = form?.(message, answer.headers.get("request-id"));
    expect(text === "" ? undefined : JSON.parse(text)).toEqual(body);
  });

  it("is 401 without a key, and tells nothing", async () => {
    const answer = await fetch(`${serving.url}/v1/messages`);
    expect([answer.status, answer.headers.get("allow")]).toEqual([401, null]);
  });

  it.each(["GET", "POST", "PUT", "HEAD"])("%s on what is no path is 404", async (method) => {
    for (const path of ["/", "/v1", "/v1/nothing", "/api/mock/livez", "/v1/chat/completions/x"]) {
      const answer = await serving.ask(path, undefined, { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([404, null]);
    }
  });
});

describe("HEAD", () => {
  it.each(["/livez", "/readyz", "/v1/models", "/v1/models/mock:mock-1", "/api/version"])(
    "%s has the head of GET, and no body",
    async (path) => {
      const [head, get] = await Promise.all(["HEAD", "GET"].map((method) => raw(method, path)));
      expect(get?.head).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-length: [1-9]/);
      expect(get?.body).not.toBe("");
      expect(head).toEqual({ head: get?.head, body: "" });
    },
  );
});

/** What came until the server closed; without what is new with each answer. */
async function raw(method: string, path: string): Promise<{ head: string; body: string }> {
  const { text } = await rawRequest(
    serving.port,
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${serving.port}\r\nX-Api-Key: ${serving.key}\r\nConnection: close\r\n\r\n`,
  );
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  return { head: head.replaceAll(/^(?:x-request-id|request-id|date): .*\r\n/gim, ""), body };
}

import { mockProvider } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { rawRequest } from "../support/raw.ts";
import { serve, type Serving } from "../support/serve.ts";

const BODY = JSON.stringify({ model: "mock-1", messages: [{ role: "user", content: "hi" }] });
const MOCK = mockProvider(
  [
    { type: "text", text: "hello" },
    { type: "finish", reason: "stop" },
  ],
  {
    defaultModel: "mock-1",
  },
);

let serving: Serving;
beforeAll(async () => {
  serving = await serve([MOCK], { limits: { maxBodyBytes: 10_000 } });
});
afterAll(() => serving.gateway.close());

/** The lines of a request, with the right host and key unless they are given. */
function lines(first: string, headers: readonly string[], body = ""): string {
  const host = headers.some((line) => /^host\s*:/i.test(line)) ? [] : [`Host: ${hostName()}`];
  const all = [first, ...host, `Authorization: Bearer ${serving.key}`, ...headers];
  return `${all.join("\r\n")}\r\n\r\n${body}`;
}

function hostName(): string {
  return `127.0.0.1:${serving.port}`;
}

const GET = "GET /v1/providers HTTP/1.1";
const POST = "POST /v1/chat/completions HTTP/1.1";
const JSON_TYPE = "Content-Type: application/json";
const length = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}`;

describe("bytes on a socket", () => {
  it("answers what is in order", async () => {
    expect(await rawRequest(serving.port, lines(GET, []))).toMatchObject({ status: 200 });
    const asked = lines(POST, [JSON_TYPE, length(BODY)], BODY);
    expect(await rawRequest(serving.port, asked)).toMatchObject({ status: 200 });
  });

  it.each<[string, () => string, number]>([
    ["Host with a path", () => lines(GET, [`Host: ${hostName()}/v1`]), 403],
    ["Host with a query", () => lines(GET, [`Host: ${hostName()}?v2`]), 403],
    ["two Host lines", () => lines(GET, [`Host: ${hostName()}`, `Host: ${hostName()}`]), 400],
    ["two Host lines that differ", () => lines(GET, [`Host: ${hostName()}`, "Host: x.test"]), 400],
    ["no Host", () => `GET /v1/providers HTTP/1.1\r\nX-Api-Key: ${serving.key}\r\n\r\n`, 400],
    ["absolute-form", () => lines(`GET http://${hostName()}/v1/providers HTTP/1.1`, []), 400],
    ["another's absolute-form", () => lines("GET http://x.test/livez HTTP/1.1", []), 400],
    ["a target that starts //", () => lines(`GET //${hostName()}/v1/providers HTTP/1.1`, []), 400],
    ["a target with //", () => lines("GET /v1//providers HTTP/1.1", []), 400],
    ["asterisk-form", () => lines("OPTIONS * HTTP/1.1", []), 400],
    ["dot segments", () => lines("GET /livez/../v1/providers HTTP/1.1", []), 400],
    ["encoded dot segments", () => lines("GET /livez/%2e%2E/v1/providers HTTP/1.1", []), 400],
    ["a backslash", () => lines("GET /v1\\providers HTTP/1.1", []), 400],
    ["an encoded NUL", () => lines("GET /v1/models/a%00b HTTP/1.1", []), 400],
    ["a lone percent", () => lines("GET /v1/models/% HTTP/1.1", []), 400],
    ["xchunked", () => lines(POST, [JSON_TYPE, "Transfer-Encoding: xchunked"]), 400],
    ["gzip, chunked", () => lines(POST, [JSON_TYPE, "Transfer-Encoding: gzip, chunked"]), 400],
    [
      "CL and TE",
      () =>
        lines(POST, [JSON_TYPE, "Transfer-Encoding: chunked", "Content-Length: 2"], "0\r\n\r\n"),
      400,
    ],
    [
      "two Content-Length",
      () => lines(POST, [JSON_TYPE, "Content-Length: 2", "Content-Length: 3"], "{}"),
      400,
    ],
    ["bare LF", () => `${GET}\nHost: ${hostName()}\n\n`, 400],
    ["obs-fold", () => lines(GET, ["X-Folded: a\r\n b"]), 400],
    ["space before the colon", () => lines(GET, ["X-Spaced : a"]), 400],
    ["a header of 20 KiB", () => lines(GET, [`X-Long: ${"a".repeat(20_480)}`]), 431],
    [
      "chunk size overflow",
      () => lines(POST, [JSON_TYPE, "Transfer-Encoding: chunked"], "ffffffffffffffffff\r\n"),
      400,
    ],
    [
      "JSON as text/plain",
      () => lines(POST, ["Content-Type: text/plain", length(BODY)], BODY),
      415,
    ],
    ["JSON as a form", () => lines(POST, ["Content-Type: text/json-ish", length(BODY)], BODY), 415],
    ["a body without a type", () => lines(POST, [length(BODY)], BODY), 415],
    ["a type that is none", () => lines(POST, ["Content-Type: ;;", length(BODY)], BODY), 415],
    [
      "a coded body",
      () => lines(POST, [JSON_TYPE, "Content-Encoding: gzip", length(BODY)], BODY),
      415,
    ],
    ["a length over the limit", () => lines(POST, [JSON_TYPE, "Content-Length: 10001"]), 413],
    [
      "chunks over the limit",
      () => {
        const chunk = `2000\r\n${" ".repeat(0x20_00)}\r\n`;
        return lines(POST, [JSON_TYPE, "Transfer-Encoding: chunked"], chunk + chunk);
      },
      413,
    ],
  ])("%s", async (_, request, status) => {
    expect(await rawRequest(serving.port, request())).toMatchObject({ status });
  });

  it("refuses a type that is none in the form of the API that is asked", async () => {
    const asked = lines("POST /v1/messages HTTP/1.1", ["Content-Type: ;;", length(BODY)], BODY);
    const { text } = await rawRequest(serving.port, asked);
    expect(text).toContain('{"type":"error","error":{"type":"invalid_request_error"');
  });

  it("refuses before the key is looked at, and before a route", async () => {
    const { status, text } = await rawRequest(
      serving.port,
      "GET /livez HTTP/1.1\r\nHost: evil.test\r\n\r\n",
    );
    expect(status).toBe(403);
    expect(text).not.toContain("alive");
  });
});

describe("pages", () => {
  it.each([
    ["another origin", "https://evil.test", 403],
    ["no origin", "null", 403],
    ["a look-alike", "http://127.0.0.1.evil.test", 403],
    ["empty", "", 403],
  ])("%s may not call", async (_, origin, status) => {
    const asked = lines(GET, [`Origin: ${origin}`]);
    expect(await rawRequest(serving.port, asked)).toMatchObject({ status });
  });

  it("of the server itself may", async () => {
    const asked = lines(GET, [`Origin: http://${hostName()}`]);
    const { status, text } = await rawRequest(serving.port, asked);
    expect(status).toBe(200);
    expect(text.toLowerCase()).not.toContain("access-control");
  });

  it("of an allowed origin may, and are told so; never with credentials", async () => {
    const origin = "https://app.example.com";
    await using open = await serve([MOCK], { allowedOrigins: [origin] });
    const preflight = await fetch(`${open.url}/v1/chat/completions`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-headers": "authorization" },
    });
    expect(preflight.status).toBe(204);
    const names = ["access-control-allow-origin", "access-control-allow-headers"];
    expect(names.map((name) => preflight.headers.get(name))).toEqual([origin, "authorization"]);
    const answer = await open.ask("/v1/providers", undefined, { headers: { origin } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    const other = await open.ask("/v1/providers", undefined, {
      headers: { origin: "https://x.test" },
    });
    expect(other.status).toBe(403);
  });
});

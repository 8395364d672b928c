import { mockProvider } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { keyRing, newSecret } from "../../src/auth/digest-ring.ts";
import { rawRequest } from "../support/raw.ts";
import { serve, type Serving } from "../support/serve.ts";

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
  serving = await serve([MOCK]);
});
afterAll(() => serving.gateway.close());

/** Every route that the document tells of, and one that there is not. */
async function everyRoute(): Promise<[method: string, path: string][]> {
  const { paths } = (await (await serving.ask("/openapi.json")).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const told = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method): [string, string] => [
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, "none"),
    ]),
  );
  return [...told, ["GET", "/metrics"], ["GET", "/nothing"], ["POST", "/api/mock/v1/nothing"]];
}

/** The wanted statuses: with a right key a route may say what it likes, but that. */
async function statusOf(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const response = await fetch(serving.url + path, { method, headers });
  await response.body?.cancel();
  return response.status;
}

describe("authenticate", () => {
  it("lets nobody in at any route without a right key, under any name of the header", async () => {
    const wrong = newSecret();
    const ways = (secret: string): Record<string, string>[] => [
      { authorization: `Bearer ${secret}` },
      { "x-api-key": secret },
      { "api-key": secret },
      { "x-goog-api-key": secret },
    ];
    const routes = await everyRoute();
    expect(routes.length).toBeGreaterThan(5);
    for (const [method, path] of routes) {
      const refused = [{}, { authorization: "Basic eDp5" }, ...ways(wrong), ...ways("")];
      for (const headers of refused) expect(await statusOf(method, path, headers)).toBe(401);
      for (const headers of ways(serving.key)) {
        expect(await statusOf(method, path, headers)).not.toBe(401);
      }
    }
  });

  it("needs none for /livez and /readyz, which say nothing of what is served", async () => {
    for (const path of ["/livez", "/readyz"]) {
      const response = await fetch(serving.url + path);
      expect(response.status).toBe(200);
      expect(Object.keys((await response.json()) as object)).toEqual(["status"]);
    }
  });

  it("takes no key from the query", async () => {
    for (const name of ["key", "api_key", "api-key", "x-api-key", "token", "authorization"]) {
      expect(await statusOf("GET", `/v1/providers?${name}=${serving.key}`, {})).toBe(401);
    }
  });

  it("refuses two keys that differ, be one of them right", async () => {
    const headers = { authorization: `Bearer ${serving.key}`, "x-api-key": newSecret() };
    expect(await statusOf("GET", "/v1/providers", headers)).toBe(401);
    expect(await statusOf("GET", "/v1/providers", { ...headers, "x-api-key": serving.key })).toBe(
      200,
    );
  });

  it("sees the path that routing sees", async () => {
    const targets = [
      "/livez/../v1/providers",
      "/livez%2f..%2fv1/providers",
      "//livez/v1/providers",
    ];
    for (const target of ["/LIVEZ", "/livez/", "/livez;/v1/providers", ...targets]) {
      const request = `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${serving.port}\r\n\r\n`;
      const { status } = await rawRequest(serving.port, request);
      expect([400, 401]).toContain(status);
    }
  });

  it("says how to prove who asks, and shows no key", async () => {
    const wrong = newSecret();
    const response = await fetch(`${serving.url}/v1/providers`, {
      headers: { "x-api-key": wrong },
    });
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await response.text()).not.toContain(wrong);
  });
});

describe("keyRing", () => {
  const client = { id: "a", name: "a" };

  it("finds who a secret belongs to", async () => {
    const [one, two] = [newSecret(), newSecret()];
    const ring = keyRing([
      { client, secret: one },
      { client: { id: "b", name: "b" }, secret: two },
    ]);
    const found = [await ring.find(one), await ring.find(two), await ring.find(`${one}x`)];
    expect(found.map((each) => each?.id)).toEqual(["a", "b", undefined]);
  });

  it("refuses short secrets and ids that are there twice", () => {
    expect(() => keyRing([{ client, secret: "1234" }])).toThrow(/shorter than 16/);
    const secret = newSecret();
    expect(() =>
      keyRing([
        { client, secret },
        { client, secret: newSecret() },
      ]),
    ).toThrow(/same id/);
  });

  it("makes secrets of 256 bits, each its own", () => {
    expect(new Set(Array.from({ length: 100 }, newSecret)).size).toBe(100);
    expect(Buffer.from(newSecret().slice("g4f-".length), "base64url")).toHaveLength(32);
  });
});

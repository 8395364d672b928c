import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { defineManifest } from "@g4f/core";
import { expect, test } from "vitest";

import { findLocal } from "../../src/target/local.ts";

/** A server on loopback that answers `/api/version` with a status and a body. */
async function server(status: number, body: string): Promise<AsyncDisposable & { url: string }> {
  const listening = createServer((request, response) => {
    // Where the redirect leads, somebody says what is asked for.
    if (request.url === "/elsewhere") return void response.end(body);
    const found = request.url === "/api/version";
    const headers = status === 302 ? { location: "/elsewhere" } : {};
    response.writeHead(found ? status : 404, headers).end(found ? body : "");
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        listening.closeAllConnections();
        listening.close(() => resolve());
      }),
  };
}

function entry(name: string, baseUrl?: string): Parameters<typeof findLocal>[0][number] {
  const manifest = defineManifest({
    name,
    url: "https://acme.test",
    working: true,
    ...(baseUrl === undefined ? {} : { local: { baseUrl, probe: "/api/version" } }),
  });
  return { name, aliases: [], manifest };
}

const { signal } = new AbortController();

test("a server that says what it is", async () => {
  await using running = await server(200, '{"version":"0.12.0"}');
  const entries = [entry("none"), entry("acme", running.url)];
  expect(await findLocal(entries, signal)).toBe(entries[1]);
});

test.each([
  ["something else", 200, "<html>welcome</html>"],
  ["other JSON", 200, '{"status":"ok"}'],
  ["a refusal", 403, '{"version":"0.12.0"}'],
  ["a redirect", 302, '{"version":"0.12.0"}'],
])("not %s on its port", async (_, status, body) => {
  await using running = await server(status, body);
  expect(await findLocal([entry("acme", running.url)], signal)).toBeUndefined();
});

test("not what does not run, and nothing off this machine", async () => {
  const gone = await server(200, '{"version":"1"}');
  await gone[Symbol.asyncDispose]();
  const entries = [entry("acme", gone.url), entry("far", "http://acme.test:11434"), entry("none")];
  expect(await findLocal(entries, signal)).toBeUndefined();
});

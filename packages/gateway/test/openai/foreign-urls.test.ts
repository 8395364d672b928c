import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { describe, expect, it } from "vitest";

import { ready, SAY } from "../clients/ready.ts";

/** One that must never be called, and how often it was. */
async function listener(): Promise<AsyncDisposable & { readonly port: number; calls: number }> {
  const at = { port: 0, calls: 0 };
  const server = createServer((socket) => {
    at.calls++;
    socket.destroy();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  at.port = (server.address() as AddressInfo).port;
  return Object.assign(at, {
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.close();
      await once(server, "close");
    },
  });
}

/** The forms in which an address hides. */
const HOSTS = [
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f.1",
  "0177.0.0.1",
  "127.0.0.1.",
  "１２７.０.０.１",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "[::ffff:127.0.0.1]",
  "localhost",
  "localhost.",
  "good.test@127.0.0.1",
];
const FIELDS = ["base_url", "baseUrl", "api_base", "api-base", "proxy", "proxy_url", "headers"];
const SCHEMES = ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/a", "data:,x"];

const chat = (url: string): object => ({
  model: "m",
  messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }],
});
const response = (url: string): object => ({
  model: "m",
  input: [{ role: "user", content: [{ type: "input_image", image_url: url }] }],
});

describe.each([
  ["/v1/chat/completions", chat],
  ["/v1/responses", response],
] as const)("R3: POST %s", (path, showing) => {
  it("calls nobody whom a body names", async () => {
    await using foreign = await listener();
    await using at = await ready("anthropic-messages", SAY);
    const urls = HOSTS.map((host) => `http://${host}:${foreign.port}/v1`);
    for (const url of urls) {
      for (const field of FIELDS) {
        const answer = await at.serving.ask(path, { ...showing("https://a.test/b"), [field]: url });
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ error: { param: field } });
      }
    }
    expect(at.upstream.calls).toHaveLength(0);
    // What a user shows is upstream's to fetch: it gets the address, and nobody here looks there.
    const shown = await at.serving.ask(path, showing(`http://127.0.0.1:${foreign.port}/a.png`));
    expect(shown.status).toBe(200);
    expect(at.upstream.calls).toHaveLength(1);
    expect(foreign.calls).toBe(0);
  });

  it.each(SCHEMES)("takes no image at %s", async (url) => {
    await using at = await ready("anthropic-messages", SAY);
    expect((await at.serving.ask(path, showing(url))).status).toBe(400);
    expect(at.upstream.calls).toHaveLength(0);
  });
});

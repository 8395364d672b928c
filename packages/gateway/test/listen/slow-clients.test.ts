import { mockProvider } from "@g4f/conformance/testing";
import { describe, expect, it } from "vitest";

import { open } from "../support/raw.ts";
import { serve } from "../support/serve.ts";

const CHAT = "/v1/chat/completions";
const ASK = { model: "mock-1", stream: true, messages: [{ role: "user", content: "hi" }] };

/** How a client is slow: it does not end its head, its body without a key, or its body with one. */
const ways = {
  heads: (host: string) => `GET /v1/models HTTP/1.1\r\nHost: ${host}\r\nX-Slow:`,
  "bodies without a key": (host: string) => `${post(host)}\r\n{`,
  bodies: (host: string, key: string) => `${post(host)}X-Api-Key: ${key}\r\n\r\n{`,
};

function post(host: string): string {
  return `POST ${CHAT} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n`;
}

describe("200 clients that are slow to send", () => {
  it.each(Object.entries(ways))("%s: hold nobody up, and are let go of", async (_, bytes) => {
    const script = [
      { type: "text", text: "hello" },
      { type: "finish", reason: "stop" },
    ] as const;
    await using serving = await serve([mockProvider(script, { defaultModel: "mock-1" })]);
    const host = `127.0.0.1:${serving.port}`;
    const slow = await Promise.all(Array.from({ length: 200 }, () => open(serving.port)));
    for (const socket of slow) {
      socket.on("error", () => {});
      socket.write(bytes(host, serving.key));
    }
    for (let at = 0; at < 5; at++) {
      const response = await serving.ask(CHAT, ASK);
      expect(await response.text()).toContain("[DONE]");
    }
    expect((await fetch(`${serving.url}/readyz`)).status).toBe(200);
    // Nobody waits for them when the gateway ends.
    await serving.gateway.close();
    for (const socket of slow) socket.destroy();
  });
});

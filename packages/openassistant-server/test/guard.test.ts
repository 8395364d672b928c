import { describe, expect, it } from "vitest";

import { exchange } from "./support/exchange.ts";
import { bodyText, readResponse } from "./support/http-text.ts";
import { Replay } from "./support/replay.ts";

async function statusOf(port: number, lines: readonly string[]): Promise<number> {
  const head = ["GET /auth/providers HTTP/1.1", ...lines, "Connection: close"];
  const text = await exchange(port, `${head.join("\r\n")}\r\n\r\n`);
  return readResponse(text).status;
}

describe("the guard", () => {
  it("lets only its own names in, with its port", async () => {
    await using replay = await new Replay({ allowedHosts: ["chat.test:8080"] }).start();
    const port = String(replay.port);
    const verdicts = new Map([
      [`127.0.0.1:${port}`, 200],
      [`localhost:${port}`, 200],
      [`LOCALHOST:${port}`, 200],
      [`[::1]:${port}`, 200],
      ["chat.test:8080", 200],
      ["127.0.0.1", 403],
      ["127.0.0.1:1", 403],
      [`evil.test:${port}`, 403],
      [`127.0.0.1.evil.test:${port}`, 403],
      [`localhost.:${port}`, 403],
      [`0.0.0.0:${port}`, 403],
      [`user@127.0.0.1:${port}`, 403],
      ["", 403],
    ]);
    for (const [host, status] of verdicts) {
      expect([host, await statusOf(replay.port, [`Host: ${host}`])]).toEqual([host, status]);
    }
    const twice = [`Host: 127.0.0.1:${port}`, "Host: evil.test"];
    expect(await statusOf(replay.port, twice)).not.toBe(200);
    expect(await statusOf(replay.port, [])).toBe(400);
  });

  it("refuses pages of other origins before it routes", async () => {
    await using replay = await new Replay().start();
    const host = `Host: 127.0.0.1:${String(replay.port)}`;
    const own = `http://127.0.0.1:${String(replay.port)}`;
    const verdicts = new Map([
      [own, 200],
      ["http://evil.test", 403],
      ["null", 403],
      ["http://127.0.0.1:1", 403],
      [own.replace("127.0.0.1", "localhost"), 403],
      ["", 403],
    ]);
    for (const [origin, status] of verdicts) {
      const seen = await statusOf(replay.port, [host, `Origin: ${origin}`]);
      expect([origin, seen]).toEqual([origin, status]);
    }
    const text = await exchange(
      replay.port,
      `GET /no/such/route HTTP/1.1\r\n${host}\r\nOrigin: http://evil.test\r\nConnection: close\r\n\r\n`,
    );
    expect(readResponse(text).status).toBe(403);
    expect(bodyText(readResponse(text))).toBe('{"detail":"Host or Origin not allowed"}');
  });
});

import { describe, expect, test } from "vitest";

import type { Delivery, UpstreamTransport } from "../../src/upstream.ts";
import { Asker, says, SCRIPT, upstreamOf } from "./support.ts";

const TRANSPORTS: readonly UpstreamTransport[] = ["memory", "tcp", "tls", "proxy", "tls-proxy"];

interface Row {
  readonly name: string;
  readonly delivery: Delivery;
  /** Bytes of the body that arrive; default: all of them. */
  readonly bytes?: number;
  readonly end: string;
}

/** Every delivery ends in the same way whatever carries it: memory is as good as a socket. */
const ROWS: readonly Row[] = [
  { name: "chunked", delivery: {}, end: "end" },
  { name: "with a length", delivery: { frame: "length" }, end: "end" },
  { name: "until the connection closes", delivery: { frame: "close" }, end: "end" },
  { name: "in pieces of 7", delivery: { slice: { by: "bytes", bytes: 7 } }, end: "end" },
  {
    name: "in pieces by chance",
    delivery: { slice: { by: "seed", seed: 3, max: 90 } },
    end: "end",
  },
  { name: "as a whole", delivery: { slice: { by: "whole" } }, end: "end" },
  {
    name: "cut at an offset in two",
    delivery: { slice: { by: "offsets", offsets: [33] } },
    end: "end",
  },
  {
    name: "chunked, closed early",
    delivery: { end: { at: 300, how: "fin" } },
    bytes: 300,
    end: "network stream",
  },
  {
    name: "chunked, closed without the last chunk",
    delivery: { end: { how: "fin" } },
    end: "network stream",
  },
  {
    name: "chunked, reset",
    delivery: { end: { at: 300, how: "rst" } },
    bytes: 300,
    end: "network stream",
  },
  {
    name: "chunked, ended properly before it was complete",
    delivery: { end: { at: 300, how: "clean" } },
    bytes: 300,
    end: "end",
  },
  {
    name: "chunked, garbage behind a chunk",
    delivery: { end: { at: 300, how: "garbage" } },
    bytes: 300,
    end: "protocol stream",
  },
  {
    name: "with a length, closed early",
    delivery: { frame: "length", end: { at: 300, how: "fin" } },
    bytes: 300,
    end: "network stream",
  },
  {
    name: "with a length, reset",
    delivery: { frame: "length", end: { at: 300, how: "rst" } },
    bytes: 300,
    end: "network stream",
  },
  {
    name: "with a length, garbage behind the body",
    delivery: { frame: "length", end: { how: "garbage" } },
    end: "end",
  },
  {
    name: "with a length that is too small",
    delivery: { frame: "length", headers: { "content-length": "300" } },
    bytes: 300,
    end: "end",
  },
  {
    name: "with a length that is too great",
    delivery: { frame: "length", headers: { "content-length": "99999" } },
    end: "network stream",
  },
  {
    name: "until the connection closes, closed early",
    delivery: { frame: "close", end: { at: 300, how: "fin" } },
    bytes: 300,
    end: "end",
  },
  {
    name: "until the connection closes, reset",
    delivery: { frame: "close", end: { at: 300, how: "rst" } },
    bytes: 300,
    end: "end",
  },
];

describe.each(TRANSPORTS)("%s", (transport) => {
  test.each(ROWS)("$name", async ({ delivery, bytes, end }) => {
    const upstream = await upstreamOf(transport, says(delivery));
    const seen = await new Asker(upstream).bytes();
    expect(seen.end).toBe(end);
    const whole = Buffer.from(upstream.bytesOf(SCRIPT));
    expect(seen.bytes.toString()).toBe(whole.subarray(0, bytes).toString());
    expect(upstream.calls[0]?.asked).toMatchObject({ messages: [], stream: true });
  });
});

describe("in memory", () => {
  const sizes = async (delivery: Delivery): Promise<readonly number[]> => {
    const upstream = await upstreamOf("memory", says(delivery));
    return (await new Asker(upstream).read()).chunks.map((chunk) => chunk.length);
  };
  const length = async (): Promise<number> => (await sizes({ slice: { by: "whole" } }))[0] ?? 0;

  test("each event is a chunk", async () => {
    const upstream = await upstreamOf("memory", says());
    const { chunks } = await new Asker(upstream).read();
    expect(chunks).toHaveLength(5);
    expect(chunks.every((chunk) => /^data: .*\n\n$/.test(chunk.toString()))).toBe(true);
  });

  test("each piece is a chunk", async () => {
    const all = await length();
    const pieces = await sizes({ slice: { by: "bytes", bytes: 100 } });
    expect(pieces).toEqual([
      ...Array.from({ length: Math.floor(all / 100) }, () => 100),
      all % 100,
    ]);
    expect(await sizes({ slice: { by: "offsets", offsets: [9, 2, 9, 0, all] } })).toEqual([
      2,
      7,
      all - 9,
    ]);
  });

  test("a seed cuts in the same places again, another one elsewhere", async () => {
    const first = await sizes({ slice: { by: "seed", seed: 1, max: 50 } });
    expect(first.length).toBeGreaterThan(10);
    expect(Math.max(...first)).toBeLessThanOrEqual(50);
    expect(await sizes({ slice: { by: "seed", seed: 1, max: 50 } })).toEqual(first);
    expect(await sizes({ slice: { by: "seed", seed: 2, max: 50 } })).not.toEqual(first);
  });
});

test("a transform changes the body before it is cut and framed", async () => {
  const transform = (body: Uint8Array): Uint8Array =>
    Buffer.from(Buffer.from(body).toString().replaceAll("\n", "\r\n"));
  for (const transport of ["memory", "tcp"] as const) {
    const upstream = await upstreamOf(transport, says({ transform, frame: "length" }));
    const { bytes, end } = await new Asker(upstream).bytes();
    expect(end).toBe("end");
    expect(bytes.toString()).toBe(
      Buffer.from(upstream.bytesOf(SCRIPT)).toString().replaceAll("\n", "\r\n"),
    );
  }
});

test("headers are added and taken away", async () => {
  const headers = { "x-request-id": "7", "set-cookie": "a=b", "content-type": undefined };
  for (const transport of ["memory", "tcp"] as const) {
    const upstream = await upstreamOf(transport, says({ headers, status: 201 }));
    const response = await new Asker(upstream).ask();
    expect(response.status).toBe(201);
    expect(response.headers["x-request-id"]).toBe("7");
    expect(response.headers["content-type"]).toBeUndefined();
    expect(response.setCookies).toEqual(["a=b"]);
    response.destroy();
  }
});

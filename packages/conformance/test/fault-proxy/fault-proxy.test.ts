import { expect, test } from "vitest";

import { perConnection, type FaultAction } from "../../src/fault-proxy/plan.ts";
import { Client, proxied, speaker, turns } from "./support.ts";

const SAYS = "0123456789";

test("pass: everything, both ways, and the counters tell of it", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "pass" });
  const client = new Client(proxy.port);
  client.socket.end("hello");
  expect(await client.ended).toBe("end");
  await upstream.left;
  expect(client.text).toBe(SAYS);
  expect(upstream.heard()).toBe("hello");
  await proxy.idle();
  expect(proxy).toMatchObject({ connections: 1, open: 0, bytesUp: 5, bytesDown: 10 });
});

const CUT: readonly [action: FaultAction, text: string, end: "end" | "reset"][] = [
  [{ type: "rst", after: 4 }, "0123", "reset"],
  [{ type: "fin", after: 4 }, "0123", "end"],
  [{ type: "limit-data", after: 4 }, "0123", "end"],
  [{ type: "half-close", after: 4 }, "0123", "end"],
  [{ type: "rst", after: 0 }, "", "reset"],
  [{ type: "fin", after: 10 }, SAYS, "end"],
  [{ type: "rst", after: 11 }, SAYS, "end"],
  [{ type: "garbage", after: 4, bytes: Buffer.from("??") }, "0123??456789", "end"],
  [{ type: "garbage", after: 0, bytes: Buffer.from("??") }, `??${SAYS}`, "end"],
  [{ type: "corrupt", offset: 4 }, "0123\u00CB56789", "end"],
  [{ type: "delay", ms: 1 }, SAYS, "end"],
  [{ type: "slice", bytes: 3 }, SAYS, "end"],
  [{ type: "bandwidth", bytesPerSecond: 10_000 }, SAYS, "end"],
];

test.each(CUT)("%j", async (action, text, end) => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, action);
  const client = new Client(proxy.port);
  expect(await client.ended).toBe(end);
  expect(client.text).toBe(text);
});

test("slice: writes of that size at most", async () => {
  const upstream = await speaker(SAYS, true);
  const proxy = await proxied(upstream.port, { type: "slice", bytes: 3 });
  const client = new Client(proxy.port);
  await client.bytes(10);
  expect(client.pieces.length).toBeGreaterThan(1);
});

test("bandwidth: 400 bytes at 4 000 a second take 100 ms", async () => {
  const upstream = await speaker("x".repeat(400));
  const proxy = await proxied(upstream.port, { type: "bandwidth", bytesPerSecond: 4000 });
  const start = performance.now();
  await new Client(proxy.port).ended;
  expect(performance.now() - start).toBeGreaterThan(80);
});

test("stall: nothing more comes, the connection stays open until the client leaves", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "stall", after: 4 });
  const client = new Client(proxy.port);
  await client.bytes(4);
  await turns();
  expect(client.text).toBe("0123");
  expect(client.socket.readyState).toBe("open");
  client.socket.destroy();
  await proxy.idle();
});

test.each(["limit-data", "half-close"] as const)("%s: of later pieces too", async (type) => {
  const upstream = await speaker("", true);
  const proxy = await proxied(upstream.port, { type, after: 4, of: "up" });
  const client = new Client(proxy.port);
  const { socket } = client;
  for (const piece of ["abc", "def", "ghi"]) {
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
    await turns();
  }
  socket.end();
  await upstream.left;
  expect(upstream.heard()).toBe("abcd");
});

test("half-close: what the client says still arrives", async () => {
  const upstream = await speaker(SAYS, true);
  const proxy = await proxied(upstream.port, { type: "half-close", after: 4 });
  const client = new Client(proxy.port);
  expect(await client.ended).toBe("end");
  client.socket.end("still here");
  await upstream.left;
  expect(upstream.heard()).toBe("still here");
});

test("of: up counts what the client sends", async () => {
  const upstream = await speaker("", true);
  const proxy = await proxied(upstream.port, { type: "rst", after: 3, of: "up" });
  const client = new Client(proxy.port);
  client.socket.write("abcdef");
  expect(await client.ended).toBe("reset");
  await upstream.left;
  expect(upstream.heard()).toBe("abc");
});

test("down: the connection is reset, and nobody is asked", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "down" });
  expect(await new Client(proxy.port).ended).toBe("reset");
  expect(proxy.bytesUp + proxy.bytesDown).toBe(0);
});

test("accept-then-nothing: no answer, and the client's leaving is seen", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "accept-then-nothing" });
  const client = new Client(proxy.port);
  client.socket.write("GET / HTTP/1.1\r\n\r\n");
  await new Promise<void>((resolve) => client.socket.once("connect", () => resolve()));
  await turns();
  expect(client.text).toBe("");
  expect(proxy.open).toBe(1);
  client.socket.destroy();
  await proxy.idle();
});

test("connect-status: an answer of that status to the first request", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "connect-status", status: 407 });
  const client = new Client(proxy.port);
  client.socket.write("CONNECT a.test:443 HTTP/1.1\r\nhost: a.test:443\r\n\r\n");
  expect(await client.ended).toBe("end");
  expect(client.text).toMatch(/^HTTP\/1\.1 407 .*\r\n\r\n$/s);
});

test("connect-drip: a head that never ends", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "connect-drip", everyMs: 1 });
  const client = new Client(proxy.port);
  client.socket.write("CONNECT a.test:443 HTTP/1.1\r\nhost: a.test:443\r\n\r\n");
  await client.bytes(40);
  expect(client.text).toMatch(/^HTTP\/1\.1 200 OK\r\nx-drip: \.+$/);
  client.socket.destroy();
  await proxy.idle();
});

test("the plan is asked again with what has passed", async () => {
  const upstream = await speaker(SAYS);
  const seen: (readonly number[])[] = [];
  const proxy = await proxied(upstream.port, (connection, up, down) => {
    seen.push([connection, up, down]);
    return undefined;
  });
  const first = new Client(proxy.port);
  await first.ended;
  await new Client(proxy.port).ended;
  expect(seen[0]).toEqual([0, 0, 0]);
  expect(seen.filter(([connection]) => connection === 1)[0]).toEqual([1, 0, 0]);
});

test("a plan that says nothing leaves it at what it said", async () => {
  const upstream = await speaker(SAYS);
  let asked = 0;
  const proxy = await proxied(upstream.port, () =>
    asked++ === 0 ? { type: "fin", after: 4 } : undefined,
  );
  const client = new Client(proxy.port);
  await client.ended;
  expect(asked).toBeGreaterThan(1);
  expect(client.text).toBe("0123");
});

test("the same seed gives every connection the same numbers, another seed others", async () => {
  const upstream = await speaker(SAYS);
  const numbers = async (seed: number): Promise<readonly number[]> => {
    const drawn: number[] = [];
    const plan = perConnection((random) => {
      drawn.push(random());
      return { type: "down" };
    });
    const proxy = await proxied(upstream.port, plan, seed);
    expect(proxy.seed).toBe(seed);
    for (let count = 0; count < 3; count++) await new Client(proxy.port).ended;
    return drawn;
  };
  const first = await numbers(7);
  expect(new Set(first).size).toBe(3);
  expect(await numbers(7)).toEqual(first);
  expect(await numbers(8)).not.toEqual(first);
});

test("a closed proxy refuses", async () => {
  const upstream = await speaker(SAYS);
  const proxy = await proxied(upstream.port, { type: "pass" });
  await proxy.close();
  const client = new Client(proxy.port);
  expect(await client.ended).toBe("reset");
  expect(proxy.connections).toBe(0);
});

test("an upstream that refuses breaks the client's connection", async () => {
  const gone = await proxied(1, { type: "pass" });
  await gone.close();
  const proxy = await proxied(gone.port, { type: "pass" });
  expect(await new Client(proxy.port).ended).toBe("reset");
});

import type { TransportResponse } from "@g4f/core";
import { expect, test } from "vitest";

import { gate } from "../../src/gate.ts";
import { expiredLeaf } from "../../src/simulator/certificates.ts";
import { Asker, says, SCRIPT, turns, upstreamOf } from "./support.ts";

const BOTH = ["memory", "tcp"] as const;

async function pull(response: TransportResponse): Promise<string> {
  const step = await response.body[Symbol.asyncIterator]().next();
  return step.done === true ? "" : Buffer.from(step.value).toString();
}

test.each(BOTH)("%s: a wait holds back what stands behind it", async (transport) => {
  const held = gate();
  const script = [
    { type: "bytes", bytes: "first" },
    { type: "wait", gate: held },
    { type: "bytes", bytes: Buffer.from("second") },
  ] as const;
  const upstream = await upstreamOf(transport, says({}, script));
  const response = await new Asker(upstream).ask();
  expect(await pull(response)).toBe("first");
  let next: string | undefined;
  const pulled = pull(response).then((text) => (next = text));
  await turns();
  expect(next).toBeUndefined();
  held.open();
  expect(await pulled).toBe("second");
  await upstream.calls[0]?.written;
  expect(upstream.calls[0]?.bytesWritten).toBe(11);
});

test.each(BOTH)("%s: a gate holds back the body, a header gate everything", async (transport) => {
  const headers = gate();
  const body = gate();
  const upstream = await upstreamOf(transport, says({ headerGate: headers, gate: body }));
  let response: TransportResponse | undefined;
  const asked = new Asker(upstream).ask().then((it) => (response = it));
  await upstream.called();
  await turns();
  expect(response).toBeUndefined();
  headers.open();
  const begun = await asked;
  expect(begun.status).toBe(200);
  await turns();
  expect(upstream.calls[0]?.bytesWritten).toBe(0);
  body.open();
  expect(await pull(begun)).toContain("data: ");
  begun.destroy();
});

test.each(BOTH)("%s: the client's leaving is seen while nothing is sent", async (transport) => {
  const upstream = await upstreamOf(transport, says({ headerGate: gate() }));
  const controller = new AbortController();
  const asked = new Asker(upstream).ask(undefined, controller.signal);
  const { closed } = await upstream.called();
  expect(upstream.open).toBe(1);
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted" });
  await closed;
  await upstream.idle();
  expect(upstream).toMatchObject({ connections: 1, open: 0 });
});

test.each(BOTH)("%s: an abort ends a pending read at once", async (transport) => {
  const upstream = await upstreamOf(transport, says({ gate: gate() }));
  const controller = new AbortController();
  const response = await new Asker(upstream).ask(undefined, controller.signal);
  const pulled = pull(response);
  controller.abort();
  await expect(pulled).rejects.toMatchObject({ code: "aborted", phase: "stream" });
  await upstream.calls[0]?.closed;
  await upstream.idle();
});

test.each(BOTH)("%s: a body let go of closes its connection", async (transport) => {
  const script = [...SCRIPT, { type: "wait", gate: gate() }] as const;
  const upstream = await upstreamOf(transport, says({}, script));
  const response = await new Asker(upstream).ask();
  expect(await pull(response)).toContain("data: ");
  response.destroy();
  await upstream.calls[0]?.closed;
  await upstream.idle();
});

test.each(BOTH)("%s: a connection that was read to its end is kept", async (transport) => {
  const upstream = await upstreamOf(transport, [says(), says({ frame: "length" })]);
  const asker = new Asker(upstream);
  await asker.bytes();
  // A socket is free for another request a moment after its body has ended.
  await turns();
  await asker.bytes();
  await upstream.calls[1]?.closed;
  expect(upstream).toMatchObject({ connections: 1, open: 1 });
});

test.each(BOTH)("%s: answers are played in order, the last one again", async (transport) => {
  const upstream = await upstreamOf(transport, []);
  const asker = new Asker(upstream);
  const status = async (): Promise<number> => {
    const response = await asker.ask();
    for await (const chunk of response.body) void chunk;
    return response.status;
  };
  expect(await status()).toBe(500);
  const error = { code: "rate_limit", message: "slow down" } as const;
  upstream.play({ error, status: 429, headers: { "retry-after": "3" } }, says());
  expect([await status(), await status(), await status()]).toEqual([429, 200, 200]);
  expect(upstream.calls).toHaveLength(4);
});

test.each(BOTH)("%s: an error has the dialect's body, or its own", async (transport) => {
  const error = { code: "rate_limit", message: "slow down" } as const;
  const upstream = await upstreamOf(transport, [
    { error, status: 429, headers: { "retry-after": "3" } },
    { error, status: 502, body: "<html>bad gateway</html>" },
  ]);
  const asker = new Asker(upstream);
  const first = await asker.ask();
  expect(first.headers).toMatchObject({ "retry-after": "3", "content-type": "application/json" });
  expect(JSON.parse(await pull(first))).toMatchObject({ error: { code: "rate_limit_exceeded" } });
  first.destroy();
  const second = await asker.ask();
  expect(second.headers["content-type"]).toContain("text/html");
  second.destroy();
});

test.each(BOTH)("%s: an answer that is not to be streamed comes whole", async (transport) => {
  const upstream = await upstreamOf(transport, says());
  const { bytes } = await new Asker(upstream).bytes({ messages: [] });
  expect(JSON.parse(bytes.toString())).toMatchObject({
    object: "chat.completion",
    choices: [{ message: { content: "hello world" }, finish_reason: "stop" }],
  });
});

test.each(BOTH)("%s: what cannot be played is said, not swallowed", async (transport) => {
  const script = [{ type: "wait", gate: gate() }] as const;
  const upstream = await upstreamOf(transport, says({ transform: (body) => body }, script));
  const { bytes } = await new Asker(upstream).bytes();
  expect(bytes.toString()).toContain("cannot be transformed");
});

test.each(BOTH)("%s: connections that say no HTTP", async (transport) => {
  const ends: string[] = [];
  for (const connection of ["reset", "close", "garbage"] as const) {
    const upstream = await upstreamOf(transport, { connection });
    ends.push((await new Asker(upstream).bytes()).end);
  }
  expect(ends).toEqual(["network headers", "network headers", "protocol headers"]);
});

test.each(BOTH)("%s: silence lasts until the client leaves", async (transport) => {
  const upstream = await upstreamOf(transport, { connection: "silence" });
  const controller = new AbortController();
  const asked = new Asker(upstream).ask(undefined, controller.signal);
  const { closed } = await upstream.called();
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "aborted", phase: "headers" });
  await closed;
});

test("tcp: a client that does not read is not written to without end", async () => {
  const text = "x".repeat(64 * 1024);
  const script = Array.from({ length: 256 }, () => ({ type: "text", text }) as const);
  const upstream = await upstreamOf("tcp", says({}, script));
  const response = await new Asker(upstream).ask();
  await pull(response);
  let before = -1;
  while (before !== upstream.calls[0]?.bytesWritten) {
    before = upstream.calls[0]?.bytesWritten ?? 0;
    await turns(200);
  }
  expect(before).toBeLessThan(12 * 1024 * 1024);
  response.destroy();
  await upstream.idle();
});

test("memory: nothing is written before it is read", async () => {
  const upstream = await upstreamOf("memory", says());
  const response = await new Asker(upstream).ask();
  expect(upstream.calls[0]?.bytesWritten).toBe(0);
  const first = await pull(response);
  expect(upstream.calls[0]?.bytesWritten).toBe(first.length);
  response.destroy();
});

test("tls: a certificate may be one that nobody should trust", async () => {
  const upstream = await upstreamOf("tls", says(), { certificate: expiredLeaf });
  expect((await new Asker(upstream).bytes()).end).toBe("network tls");
  expect(upstream.requests).toHaveLength(0);
});

test("proxy: what is meant for the proxy does not reach the upstream", async () => {
  const upstream = await upstreamOf("proxy", says());
  const proxy = new URL(upstream.settings.proxy ?? "");
  proxy.username = "me";
  proxy.password = "secret";
  Object.assign(upstream.settings, { proxy: proxy.href });
  expect((await new Asker(upstream).bytes()).end).toBe("end");
  expect(upstream.requests[0]?.path).toBe("/v1/chat/completions");
  expect(Object.keys(upstream.requests[0]?.headers ?? {})).not.toContain("proxy-authorization");
});

test("a closed upstream is gone", async () => {
  for (const transport of BOTH) {
    const upstream = await upstreamOf(transport, says({ headerGate: gate() }));
    const asked = new Asker(upstream).bytes();
    await upstream.called();
    await upstream.close();
    expect((await asked).end).toBe("network headers");
    expect(upstream.open).toBe(0);
  }
});

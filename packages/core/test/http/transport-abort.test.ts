import type { Socket } from "node:net";

import { expect, test } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { blackHole } from "../support/black-hole.ts";
import { proxyServer } from "../support/proxy-server.ts";
import { httpServer, okResponse, rawServer } from "../support/raw-server.ts";
import { testCa } from "../support/tls.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

const DEADLINE = new ProviderError("timeout", "no connection within 1 ms", { phase: "connect" });

test("a signal that is aborted already sends nothing", async () => {
  await using server = await httpServer(okResponse("ok"));
  const error = await failureOf(
    testTransport().request(get(server.port, { signal: AbortSignal.abort() })),
  );
  expect(error).toMatchObject({ code: "aborted", retryable: false });
  await turns();
  expect(server.connections).toBe(0);
});

test("an abort in the turn of the call sends nothing", async () => {
  await using server = await httpServer(okResponse("ok"));
  const abort = new AbortController();
  const error = failureOf(testTransport().request(get(server.port, { signal: abort.signal })));
  abort.abort(DEADLINE);
  expect(await error).toBe(DEADLINE);
  await turns(20);
  expect(server.connections).toBe(0);
});

test("during the name lookup", async () => {
  const asked = Promise.withResolvers<() => void>();
  await using server = await httpServer(okResponse("ok"));
  const transport = testTransport({
    lookup: (_name, _options, done) => {
      asked.resolve(() => done(null, [{ address: "127.0.0.1", family: 4 }]));
    },
  });
  const abort = new AbortController();
  const url = `http://slow.test:${server.port}/`;
  const error = failureOf(transport.request(get(url, { signal: abort.signal })));
  const answer = await asked.promise;
  abort.abort(DEADLINE);
  expect(await error).toBe(DEADLINE);
  answer();
  await turns(20);
  expect(server.connections).toBe(0);
});

test("while a black hole swallows the connection; the next call makes a new one", async () => {
  await using hole = await blackHole();
  const transport = testTransport();
  for (let call = 0; call < 2; call++) {
    const abort = new AbortController();
    const error = failureOf(transport.request(get(hole.port, { signal: abort.signal })));
    await turns(20);
    abort.abort();
    expect(await error).toMatchObject({ code: "aborted", phase: "connect" });
  }
});

test("during the TLS handshake", async () => {
  await using server = await rawServer(() => undefined);
  const abort = new AbortController();
  const url = `https://127.0.0.1:${server.port}/`;
  const error = failureOf(
    testTransport().request(get(url, { signal: abort.signal, tls: { ca: testCa } })),
  );
  await server.connected(1);
  await turns();
  abort.abort();
  expect(await error).toMatchObject({ code: "aborted", phase: "tls" });
  await server.idle();
  await turns(20);
  expect(server.connections).toBe(1);
});

test.for([
  ["says nothing", (): void => undefined],
  ["drips", drip],
] as const)("while a proxy asked for a tunnel %s", async ([, answer]) => {
  const asked = Promise.withResolvers<void>();
  await using proxy = await proxyServer({
    answer: (socket) => {
      answer(socket);
      asked.resolve();
    },
  });
  const abort = new AbortController();
  const error = failureOf(
    testTransport().request(
      get("https://target.test/", { signal: abort.signal, proxy: proxy.url() }),
    ),
  );
  await asked.promise;
  await turns();
  abort.abort();
  expect(await error).toMatchObject({ code: "aborted", phase: "proxy" });
  await proxy.idle();
  await turns(20);
  expect(proxy.connections).toBe(1);
});

/** A header that never ends, a byte per turn. */
function drip(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\nx: ");
  const more = (): void => {
    if (socket.writable) socket.write("y", () => setImmediate(more));
  };
  more();
}

test("during the TLS handshake inside a tunnel", async () => {
  await using target = await rawServer(() => undefined);
  await using proxy = await proxyServer();
  const abort = new AbortController();
  const url = `https://127.0.0.1:${target.port}/`;
  const error = failureOf(
    testTransport().request(get(url, { signal: abort.signal, proxy: proxy.url() })),
  );
  await target.connected(1);
  await turns(10);
  abort.abort();
  expect(await error).toMatchObject({ code: "aborted", phase: "tls" });
  await target.idle();
  await proxy.idle();
});

test("while the request is sent", async () => {
  await using server = await rawServer((socket) => void socket.once("data", () => socket.pause()));
  const abort = new AbortController();
  const body = new Uint8Array(64 * 1024 * 1024);
  const error = failureOf(
    testTransport().request(get(server.port, { method: "POST", body, signal: abort.signal })),
  );
  await server.connected(1);
  await turns();
  abort.abort(DEADLINE);
  expect(await error).toBe(DEADLINE);
});

test("while the response is waited for", async () => {
  const asked = Promise.withResolvers<void>();
  await using server = await httpServer(() => asked.resolve());
  const abort = new AbortController();
  const error = failureOf(testTransport().request(get(server.port, { signal: abort.signal })));
  await asked.promise;
  abort.abort();
  expect(await error).toMatchObject({ code: "aborted", phase: "headers" });
  await server.idle();
  await turns(20);
  expect(server.connections).toBe(1);
});

test("in the body: at once, whatever has arrived", async () => {
  await using server = await httpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nsome");
  });
  const abort = new AbortController();
  const response = await testTransport().request(get(server.port, { signal: abort.signal }));
  await turns();
  abort.abort();
  expect(await failureOf(textOf(response))).toMatchObject({ code: "aborted", phase: "stream" });
  await server.idle();
});

test("in the body, while a read is pending", async () => {
  await using server = await httpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
  });
  const abort = new AbortController();
  const response = await testTransport().request(get(server.port, { signal: abort.signal }));
  const read = failureOf(textOf(response));
  await turns();
  abort.abort(DEADLINE);
  expect(await read).toBe(DEADLINE);
  await server.idle();
});

test("after the last byte has come but before it was read", async () => {
  await using server = await httpServer(okResponse("some"));
  const abort = new AbortController();
  const response = await testTransport().request(get(server.port, { signal: abort.signal }));
  await turns();
  abort.abort();
  expect(await failureOf(textOf(response))).toMatchObject({ code: "aborted" });
});

test("after the end it means nothing, and the connection is kept", async () => {
  await using server = await httpServer(okResponse("some"));
  const transport = testTransport();
  const abort = new AbortController();
  const response = await transport.request(get(server.port, { signal: abort.signal }));
  expect(await textOf(response)).toBe("some");
  abort.abort();
  await turns();
  expect(await textOf(await transport.request(get(server.port)))).toBe("some");
  expect(server.connections).toBe(1);
});

test("while a kept connection is checked, nothing is written and nothing opened", async () => {
  let requests = 0;
  await using server = await httpServer((socket) => {
    requests += 1;
    socket.write(okResponse("some"));
  });
  const transport = testTransport();
  await textOf(await transport.request(get(server.port)));
  await turns();
  const abort = new AbortController();
  const error = failureOf(transport.request(get(server.port, { signal: abort.signal })));
  await Promise.resolve();
  await Promise.resolve();
  abort.abort();
  expect(await error).toMatchObject({ code: "aborted" });
  await turns(20);
  expect(requests).toBe(1);
  expect(server.connections).toBe(1);
});

test("one of two that are connecting leaves the other alone", async () => {
  const waiting: (() => void)[] = [];
  await using server = await httpServer(okResponse("ok"));
  const transport = testTransport({
    lookup: (_name, _options, done) => {
      waiting.push(() => done(null, [{ address: "127.0.0.1", family: 4 }]));
    },
  });
  const url = `http://slow.test:${server.port}/`;
  const abort = new AbortController();
  const first = failureOf(transport.request(get(url, { signal: abort.signal })));
  const second = transport.request(get(url));
  while (waiting.length < 2) await turns(1);
  abort.abort();
  expect(await first).toMatchObject({ code: "aborted" });
  for (const answer of waiting) answer();
  expect(await textOf(await second)).toBe("ok");
  expect(server.connections).toBe(1);
});

test("a reason that is no ProviderError becomes `aborted`", async () => {
  const asked = Promise.withResolvers<void>();
  await using server = await httpServer(() => asked.resolve());
  const abort = new AbortController();
  const error = failureOf(testTransport().request(get(server.port, { signal: abort.signal })));
  await asked.promise;
  abort.abort(new Error("secret"));
  expect(await error).toMatchObject({ code: "aborted", message: "the request was aborted" });
});

test("the signal is let go of when a call is over", async () => {
  await using server = await httpServer(okResponse("ok"));
  const { signal } = new AbortController();
  let listeners = 0;
  const counted = new Proxy(signal, {
    get: (target, key) => {
      if (key === "addEventListener") listeners += 1;
      if (key === "removeEventListener") listeners -= 1;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const transport = testTransport();
  await textOf(await transport.request(get(server.port, { signal: counted })));
  expect(listeners).toBe(0);
  (await transport.request(get(server.port, { signal: counted }))).destroy();
  expect(listeners).toBe(0);
});

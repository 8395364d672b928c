import type { Socket } from "node:net";

import { expect, test } from "vitest";

import type { ProviderError } from "../../src/errors.ts";
import type { UndiciTransportOptions } from "../../src/http/undici-transport.ts";
import { expectProxyFault, LOGIN, USER } from "../support/proxy-fault.ts";
import { httpServer, okResponse, rawServer, type RawServer } from "../support/raw-server.ts";
import { socksServer, type SocksServer } from "../support/socks-server.ts";
import { failureOf, get, testTransport, turns } from "../support/transport.ts";

const SCHEMES = ["http", "https"] as const;
/** For proxies that only a deadline ends. */
const SHORT = { connectMs: 100 };

/** A server that says these bytes, one list for each piece that it hears. */
function saying(...answers: readonly (readonly number[] | string)[]): Promise<RawServer> {
  return rawServer((socket) => {
    const left = [...answers];
    socket.on("data", () => {
      const answer = left.shift();
      if (answer !== undefined) socket.write(Buffer.from(answer as string));
    });
  });
}

/** The error of a call by this proxy, after which no connection is made or left open. */
async function failureBy(
  server: RawServer,
  {
    target = "https://target.test/",
    ...options
  }: UndiciTransportOptions & { target?: string } = {},
): Promise<ProviderError> {
  const proxy = new URL(`socks5h://${USER}127.0.0.1:${server.port}`);
  const error = await failureOf(testTransport(options).request(get(target, { proxy })));
  await server.idle();
  await turns(20);
  expect(server.connections).toBe(1);
  return error;
}

test.for(SCHEMES)("a proxy that is down fails the call: %s", async (scheme) => {
  await using server = await httpServer(okResponse("ok"));
  for (const kind of ["socks5", "socks5h"] as const) {
    const proxy = await socksServer();
    await proxy.close();
    const url = `${scheme}://127.0.0.1:${server.port}/`;
    const request = get(url, { proxy: proxy.url(USER, kind) });
    const error = await failureOf(testTransport().request(request));
    expectProxyFault(error, true);
    expect(error.message).toMatch(/^proxy 127\.0\.0\.1:\d+ refused the connection/);
  }
  expect(server.connections).toBe(0);
});

test("a wrong password is the proxy's, and no second try", async () => {
  await using proxy = await socksServer({ login: "me:other" });
  const error = await failureBy(proxy);
  expectProxyFault(error, false);
  expect(error.message).toMatch(/^proxy 127\.0\.0\.1:\d+ refused access; check the user name/);
});

test("a proxy that wants a login, and a URL without", async () => {
  await using proxy = await socksServer({ login: LOGIN });
  const request = get("https://target.test/", { proxy: proxy.url() });
  const error = await failureOf(testTransport().request(request));
  expectProxyFault(error, false);
  expect(error.message).toMatch(/wants a user name and password; put them into the proxy's URL$/);
});

test.for([
  [1, true],
  [2, false],
  [3, true],
  [4, true],
  [5, true],
  [6, true],
  [7, false],
  [8, false],
  [99, false],
] as const)("a request refused with %i", async ([reply, retryable]) => {
  await using proxy = await socksServer({ login: LOGIN, reply });
  const error = await failureBy(proxy);
  expectProxyFault(error, retryable);
  expect(error.cause).toMatchObject({ reply, message: `the proxy replied ${reply}` });
});

const LIES: readonly (readonly [string, readonly (readonly number[] | string)[], RegExp])[] = [
  ["an HTTP proxy", ["HTTP/1.1 400 Bad Request\r\n\r\n"], /something else than SOCKS5$/],
  ["SOCKS4", [[0, 0x5a]], /something else than SOCKS5$/],
  ["no way to log in", [[5, 0xff]], /accepts neither a user name with password nor/],
  ["a way to log in that was not offered", [[5, 1]], /that was not offered to it$/],
  [
    "a login that fails with 255",
    [
      [5, 2],
      [1, 255],
    ],
    /refused access/,
  ],
  [
    "another version in its reply",
    [
      [5, 0],
      [4, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    /than SOCKS5$/,
  ],
  [
    "an unknown kind of address",
    [
      [5, 0],
      [5, 0, 0, 2, 0, 0, 0, 0, 0, 0],
    ],
    /unknown kind of address$/,
  ],
];

test.for(LIES)("a proxy that lies: %s", async ([, answers, says]) => {
  await using proxy = await saying(...answers);
  const error = await failureBy(proxy);
  expectProxyFault(error, false);
  expect(error.message).toMatch(says);
});

test.for([
  ["an address of IPv6", [4, ...Array.from({ length: 18 }, () => 7)]],
  ["a name", [3, 4, 97, 98, 99, 100, 1, 187]],
  ["a name without a letter", [3, 0, 1, 187]],
] as const)("a reply may tell of %s", async ([, bound]) => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await socksServer({ bound });
  const response = await testTransport().request(get(server.port, { proxy: proxy.url() }));
  expect(response.status).toBe(200);
});

/** What a proxy with a login says, with an address of IPv4: 2 + 2 + 10 bytes. */
const TALK = 14;
type Cut = (socket: Socket) => void;
const CUTS: readonly (readonly [string, Cut, string])[] = [
  ["FIN", (socket) => void socket.end(), "network"],
  ["RST", (socket) => void socket.resetAndDestroy(), "network"],
  ["silence", () => undefined, "timeout"],
];

/** A proxy that does this once it has said so many bytes, each in a packet of its own. */
function endingAfter(count: number, end: Cut): Promise<SocksServer> {
  const said = new WeakMap<Socket, number>();
  return socksServer({
    login: LOGIN,
    send: (socket, bytes) => {
      for (const byte of bytes) {
        const already = said.get(socket) ?? 0;
        if (already >= count) return end(socket);
        socket.write(Buffer.from([byte]));
        said.set(socket, already + 1);
      }
      if (said.get(socket) === count) end(socket);
    },
  });
}

test.for(CUTS)(
  "%s at any byte of what a proxy says",
  { timeout: 30_000 },
  async ([, end, code]) => {
    let asked = 0;
    await using server = await httpServer((socket) => {
      asked += 1;
      socket.write(okResponse("ok"));
    });
    // Silence costs its deadline each time.
    const step = code === "timeout" ? 3 : 1;
    for (let count = 1; count < TALK; count += step) {
      await using proxy = await endingAfter(count, end);
      const target = `http://127.0.0.1:${server.port}/`;
      const error = await failureBy(proxy, { target, ...(code === "timeout" ? SHORT : {}) });
      expectProxyFault(error, true, code);
    }
    expect(asked).toBe(0);
  },
);

test("a proxy that says everything byte by byte is as good as any", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await endingAfter(Infinity, () => undefined);
  const response = await testTransport().request(get(server.port, { proxy: proxy.url(USER) }));
  expect(response.status).toBe(200);
});

test("a proxy that drips is cut off by the deadline: bytes are no progress", async () => {
  await using proxy = await rawServer((socket) => {
    const timer = setInterval(() => socket.write(Buffer.from([5])), 5);
    socket.once("close", () => clearInterval(timer));
    // After the method and the reply's head, a name of 5 bytes follows, and no more.
    socket.once("data", () => socket.write(Buffer.from([5, 0, 5, 0, 0, 3, 255])));
  });
  const error = await failureBy(proxy, SHORT);
  expectProxyFault(error, true, "timeout");
  expect(error.message).toMatch(/^proxy 127\.0\.0\.1:\d+ did not answer in time$/);
});

test.for([0, 1, 3, 4, 9])(
  "an abort while the proxy is silent after %i bytes frees its socket, and connects no more",
  async (count) => {
    await using server = await rawServer(() => undefined);
    await using proxy = await endingAfter(count, () => undefined);
    const abort = new AbortController();
    const request = get(server.port, { proxy: proxy.url(USER), signal: abort.signal });
    const failed = failureOf(testTransport().request(request));
    await proxy.connected(1);
    await turns(20);
    abort.abort();
    expect(await failed).toMatchObject({ code: "aborted", phase: "proxy" });
    await proxy.idle();
    await turns(20);
    expect(proxy.connections).toBe(1);
  },
);

test("an abort while the name is looked up opens nothing afterwards", async () => {
  await using proxy = await socksServer();
  const asked = Promise.withResolvers<() => void>();
  const transport = testTransport({
    lookup: (_name, _options, done) =>
      asked.resolve(() => done(null, [{ address: "192.0.2.1", family: 4 }])),
  });
  const abort = new AbortController();
  const url = proxy.url(USER, "socks5");
  const request = get("https://target.test/", { proxy: url, signal: abort.signal });
  const failed = failureOf(transport.request(request));
  const answer = await asked.promise;
  abort.abort();
  expect(await failed).toMatchObject({ code: "aborted", phase: "connect" });
  answer();
  await turns(50);
  expect(proxy.connections).toBe(0);
});

test("a proxy that goes in the middle of an answer breaks it, as the target would", async () => {
  await using server = await httpServer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
  await using proxy = await socksServer();
  const response = await testTransport().request(get(server.port, { proxy: proxy.url() }));
  const read: string[] = [];
  const reading = (async () => {
    for await (const bytes of response.body) {
      read.push(Buffer.from(bytes).toString());
      await proxy.close();
    }
  })();
  const error = await failureOf(reading);
  expect(error).toMatchObject({ code: "network", phase: "stream" });
  expect([read, proxy.connections, server.connections]).toEqual([["half"], 1, 1]);
});

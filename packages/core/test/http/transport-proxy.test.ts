import type { Socket } from "node:net";

import { expect, test } from "vitest";

import { BASIC, expectProxyFault, USER } from "../support/proxy-fault.ts";
import { proxyServer } from "../support/proxy-server.ts";
import { httpServer, okResponse, rawServer } from "../support/raw-server.ts";
import { expiredLeaf, selfSigned, testCa, validLeaf } from "../support/tls.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

const TLS = { tls: { ca: testCa } };

test("http goes to the proxy in absolute form, loopback too", async () => {
  await using server = await httpServer((socket, { head }) => {
    socket.write(okResponse(head.split("\r\n")[0] ?? ""));
  });
  await using proxy = await proxyServer();
  const url = `http://127.0.0.1:${server.port}/a?b=c`;
  const response = await testTransport().request(
    get(url, { proxy: proxy.url(USER), headers: { "x-key": "v" } }),
  );
  expect(await textOf(response)).toBe("GET /a?b=c HTTP/1.1");
  expect(proxy.heads[0]?.split("\r\n")).toEqual(
    expect.arrayContaining([
      `GET ${url} HTTP/1.1`,
      `host: 127.0.0.1:${server.port}`,
      `proxy-authorization: ${BASIC}`,
      "x-key: v",
    ]),
  );
});

test.for([false, true])("https goes through a tunnel (proxy itself by TLS: %o)", async (secure) => {
  let seen = "";
  await using server = await httpServer(
    (socket, { head }) => {
      seen = head;
      socket.write(okResponse("ok"));
    },
    { tls: validLeaf },
  );
  await using proxy = await proxyServer(secure ? { tls: validLeaf } : {});
  const transport = testTransport();
  for (let call = 0; call < 3; call++) {
    const url = `https://localhost:${server.port}/a`;
    const response = await transport.request(get(url, { ...TLS, proxy: proxy.url(USER) }));
    expect(await textOf(response)).toBe("ok");
    await turns();
  }
  expect(proxy.heads.length).toBe(1);
  expect(proxy.heads[0]?.split("\r\n")).toEqual(
    expect.arrayContaining([
      `CONNECT localhost:${server.port} HTTP/1.1`,
      `host: localhost:${server.port}`,
      `proxy-authorization: ${BASIC}`,
    ]),
  );
  expect(seen).toMatch(/^GET \/a HTTP\/1\.1\r\n/);
  expect(seen).not.toMatch(/proxy-/i);
});

test("http through a proxy that is reached by TLS", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await proxyServer({ tls: validLeaf });
  const transport = testTransport();
  for (const host of ["127.0.0.1", "localhost"]) {
    const url = `http://${host}:${server.port}/`;
    const response = await transport.request(get(url, { ...TLS, proxy: proxy.url() }));
    expect(await textOf(response)).toBe("ok");
    await turns();
  }
  expect(proxy.connections).toBe(1);
});

test.for([
  ["self-signed", selfSigned],
  ["expired", expiredLeaf],
] as const)("a proxy whose certificate is %s gets nothing", async ([, leaf]) => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await proxyServer({ tls: leaf });
  const url = `http://127.0.0.1:${server.port}/`;
  const request = get(url, { ...TLS, proxy: proxy.url(USER) });
  expectProxyFault(await failureOf(testTransport().request(request)), false);
  expect(proxy.heads).toEqual([]);
  expect(server.connections).toBe(0);
});

test("a tunnel belongs to one origin", async () => {
  const transport = testTransport();
  await using proxy = await proxyServer();
  await using one = await httpServer(okResponse("one"), { tls: validLeaf });
  await using two = await httpServer(okResponse("two"), { tls: validLeaf });
  for (let round = 0; round < 3; round++) {
    for (const [server, text] of [
      [one, "one"],
      [two, "two"],
    ] as const) {
      const url = `https://localhost:${server.port}/`;
      const response = await transport.request(get(url, { ...TLS, proxy: proxy.url() }));
      expect(await textOf(response)).toBe(text);
      await turns();
    }
  }
  expect([proxy.connections, one.connections, two.connections]).toEqual([2, 1, 1]);
});

test("two proxies, or two users of one, share no connection", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await proxyServer();
  const transport = testTransport();
  for (const user of ["", "a:x@", "b:x@"]) {
    await textOf(await transport.request(get(server.port, { proxy: proxy.url(user) })));
    await turns();
  }
  expect(proxy.connections).toBe(3);
});

test.for(["http", "https"])("a proxy that is down fails the call: %s", async (scheme) => {
  await using server = await httpServer(okResponse("ok"));
  const proxy = await proxyServer();
  await proxy.close();
  const url = `${scheme}://127.0.0.1:${server.port}/`;
  const error = await failureOf(testTransport().request(get(url, { proxy: proxy.url(USER) })));
  expectProxyFault(error, true);
  expect(error.message).toMatch(/^proxy 127\.0\.0\.1:\d+ refused the connection/);
  expect(server.connections).toBe(0);
});

test("a proxy whose name does not exist fails the call", async () => {
  const transport = testTransport({
    lookup: (_name, _options, done) =>
      done(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }), []),
  });
  const proxy = new URL(`http://${USER}proxy.test:81`);
  const error = await failureOf(transport.request(get("https://a.test/", { proxy })));
  expectProxyFault(error, false);
  expect(error.message).toMatch(/^proxy proxy\.test:81 does not exist/);
});

test.for([
  [401, false],
  [403, false],
  [404, false],
  [407, false],
  [302, false],
  [500, true],
  [502, true],
  [503, true],
  [504, true],
] as const)("a tunnel refused with %i", async ([status, retryable]) => {
  await using proxy = await proxyServer({
    answer: (socket) => void socket.write(`HTTP/1.1 ${status} no\r\ncontent-length: 2\r\n\r\nno`),
  });
  const error = await failureOf(
    testTransport().request(get("https://target.test/", { proxy: proxy.url(USER) })),
  );
  expectProxyFault(error, retryable);
  expect(error.cause).toMatchObject({ status, message: `the proxy answered ${status}` });
  await proxy.idle();
  await turns();
  expect(proxy.connections).toBe(1);
});

const BREAKS: readonly (readonly [string, boolean, (socket: Socket) => void])[] = [
  ["FIN", true, (socket) => void socket.end()],
  ["RST", true, (socket) => void socket.resetAndDestroy()],
  ["half an answer and FIN", true, (socket) => void socket.end("HTTP/1.1 200 OK\r\nx")],
  ["garbage", false, (socket) => void socket.write("SSH-2.0-OpenSSH\r\n\r\n")],
  [
    "an endless header",
    false,
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(40_000)}`),
  ],
];

test.for(BREAKS)("a proxy that answers CONNECT with %s", async ([, retryable, answer]) => {
  await using proxy = await proxyServer({ answer });
  const error = await failureOf(
    testTransport().request(get("https://target.test/", { proxy: proxy.url(USER) })),
  );
  expectProxyFault(error, retryable);
  await proxy.idle();
  await turns(20);
  expect(proxy.connections).toBe(1);
});

test("bytes of a proxy behind its answer do not pass for the target's silence", async () => {
  await using proxy = await proxyServer({
    answer: (socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\nnot TLS at all"),
  });
  const request = get("https://target.test/", { proxy: proxy.url() });
  const error = await failureOf(testTransport().request(request));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
});

test("a proxy that breaks every connection is asked once per call", async () => {
  await using proxy = await rawServer((socket) => void socket.resetAndDestroy());
  const url = new URL(`http://127.0.0.1:${proxy.port}`);
  const error = await failureOf(testTransport().request(get("https://a.test/", { proxy: url })));
  expectProxyFault(error, true);
  await turns(50);
  expect(proxy.connections).toBe(1);
});

function refusing(status: number, header: string): (socket: Socket) => void {
  const head = `HTTP/1.1 ${status} no\r\n${header}content-length: 2\r\n\r\n`;
  return (socket) => void socket.write(`${head}no`);
}

test.for([
  [407, "", false],
  [401, "proxy-authenticate: Basic\r\n", false],
  [403, "proxy-authenticate: Basic\r\n", false],
  [401, "server: tinyproxy/1.11.1\r\nwww-authenticate: Basic\r\n", false],
  [500, "server: tinyproxy\r\n", true],
  [403, "Server: squid/5.7\r\n", false],
  [503, "Server: Squid\r\n", true],
] as const)("absolute form refused by the proxy with %i %s", async ([status, header, again]) => {
  await using proxy = await proxyServer({ answer: refusing(status, header) });
  const error = await failureOf(
    testTransport().request(get("http://target.test/", { proxy: proxy.url(USER) })),
  );
  expectProxyFault(error, again);
  expect(error.cause).toMatchObject({ status });
  await proxy.idle();
});

test.for([
  [401, "www-authenticate: Bearer\r\n"],
  [403, ""],
  [503, "proxy-authenticate: Basic\r\n"],
  [503, "server: squids/1\r\n"],
  [200, "server: squid/5.7\r\n"],
] as const)("absolute form answered by the target with %i %s", async ([status, header]) => {
  await using proxy = await proxyServer({ answer: refusing(status, header) });
  const response = await testTransport().request(
    get("http://target.test/", { proxy: proxy.url(USER) }),
  );
  expect([response.status, await textOf(response)]).toEqual([status, "no"]);
});

test("without a proxy a 407 is the target's own answer", async () => {
  await using server = await httpServer("HTTP/1.1 407 no\r\ncontent-length: 0\r\n\r\n");
  expect((await testTransport().request(get(server.port))).status).toBe(407);
});

test("a user name that is not well encoded is sent as it stands", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using proxy = await proxyServer();
  await testTransport().request(get(server.port, { proxy: proxy.url("100%zz:x@") }));
  const sent = /^proxy-authorization: Basic (.*)$/m.exec(proxy.heads[0] ?? "")?.[1] ?? "";
  expect(Buffer.from(sent.trim(), "base64").toString()).toBe("100%zz:x");
});

import { TLSSocket } from "node:tls";

import { expect, test } from "vitest";

import { proxyServer } from "../support/proxy-server.ts";
import { httpServer, okResponse, onRequest, rawServer } from "../support/raw-server.ts";
import {
  expiredLeaf,
  selfSigned,
  testCa,
  validLeaf,
  wrongNameLeaf,
  type Certificate,
} from "../support/tls.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

const TLS = { tls: { ca: testCa } };
const BAD: readonly (readonly [name: string, leaf: Certificate, ca: boolean, text: RegExp])[] = [
  ["expired", expiredLeaf, true, /has a certificate that has expired$/],
  ["for another name", wrongNameLeaf, true, /has a certificate for another name$/],
  ["self-signed", selfSigned, true, /none of the trusted authorities signed/],
  ["self-signed, by the runtime's trust", selfSigned, false, /none of the trusted authorities/],
  ["of an authority nobody named", validLeaf, false, /none of the trusted authorities signed/],
];

test.for(["localhost", "127.0.0.1"])(
  "a certificate of the given authority serves %s",
  async (host) => {
    await using server = await httpServer(okResponse("ok"), { tls: validLeaf });
    const transport = testTransport();
    for (let call = 0; call < 3; call++) {
      const response = await transport.request(get(`https://${host}:${server.port}/`, TLS));
      expect(await textOf(response)).toBe("ok");
      await turns();
    }
    expect(server.connections).toBe(1);
  },
);

test.for([
  ["localhost", "localhost"],
  ["127.0.0.1", false],
] as const)("the server name that %s is asked for", async ([host, name]) => {
  let asked: unknown;
  await using server = await rawServer(
    (socket) => {
      asked = socket instanceof TLSSocket && socket.servername;
      onRequest(socket, () => socket.write(okResponse("ok")));
    },
    { tls: validLeaf },
  );
  const request = get(`https://${host}:${server.port}/`, {
    ...TLS,
    headers: { host: "else.test" },
  });
  await textOf(await testTransport().request(request));
  expect(asked).toBe(name);
});

test.for(BAD)("a certificate that is %s", async ([, leaf, ca, text]) => {
  await using server = await httpServer(okResponse("ok"), { tls: leaf });
  const url = `https://localhost:${server.port}/`;
  const error = await failureOf(testTransport().request(get(url, ca ? TLS : {})));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
  expect(error.message).toMatch(text);
  expect(`${error.message} ${String(error.cause)}`).not.toMatch(
    /reject_?unauthorized|insecure|verification off/i,
  );
  await server.idle();
  await turns();
  expect(server.connections).toBe(1);
});

test.for(BAD)("a certificate that is %s, through a tunnel", async ([, leaf, ca, text]) => {
  await using server = await httpServer(okResponse("ok"), { tls: leaf });
  await using proxy = await proxyServer();
  const url = `https://localhost:${server.port}/`;
  const request = get(url, { ...(ca ? TLS : {}), proxy: proxy.url() });
  const error = await failureOf(testTransport().request(request));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
  expect(error.message).toMatch(text);
  expect(error.message).toMatch(/^localhost /);
  await proxy.idle();
  expect(proxy.connections).toBe(1);
});

test("plain text on a TLS port", async () => {
  await using server = await rawServer((socket) => {
    socket.once("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  const url = `https://localhost:${server.port}/`;
  const error = await failureOf(testTransport().request(get(url, TLS)));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: false });
  expect(error.message).toMatch(/^localhost did not complete a TLS handshake$/);
  expect(String(error.cause)).not.toContain("\n");
  await server.idle();
  expect(server.connections).toBe(1);
});

test.for(["end", "resetAndDestroy"] as const)("a handshake broken off by %s", async (how) => {
  await using server = await rawServer((socket) => {
    socket.once("data", () => socket[how]());
  });
  const url = `https://localhost:${server.port}/`;
  const error = await failureOf(testTransport().request(get(url, TLS)));
  expect(error).toMatchObject({ code: "network", phase: "tls", retryable: true });
  expect(server.connections).toBe(1);
});

test("other trust is another pool", async () => {
  await using server = await httpServer(okResponse("ok"), { tls: validLeaf });
  const transport = testTransport();
  const url = `https://localhost:${server.port}/`;
  expect(await textOf(await transport.request(get(url, TLS)))).toBe("ok");
  await turns();
  expect(await failureOf(transport.request(get(url)))).toMatchObject({ phase: "tls" });
});

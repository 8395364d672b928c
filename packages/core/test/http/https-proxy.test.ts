import type { Socket } from "node:net";

import { expect, test } from "vitest";

import { expectProxyFault, USER } from "../support/proxy-fault.ts";
import { proxyServer } from "../support/proxy-server.ts";
import { rawServer, type RawServer } from "../support/raw-server.ts";
import { testCa, validLeaf, wrongNameLeaf } from "../support/tls.ts";
import { failureOf, get, testTransport, turns } from "../support/transport.ts";

const TARGETS: readonly string[] = ["http://target.test/", "https://target.test/"];

/** Each call by this proxy fails so, connects once, and leaves nothing open. */
async function expectFaults(
  open: () => Promise<RawServer>,
  retryable: boolean,
  { code = "network", connectMs = 60_000, targets = TARGETS } = {},
): Promise<void> {
  for (const target of targets) {
    await using server = await open();
    const proxy = new URL(`https://${USER}localhost:${server.port}`);
    const request = get(target, { proxy, tls: { ca: testCa } });
    const error = await failureOf(testTransport({ connectMs }).request(request));
    expectProxyFault(error, retryable, code);
    expect(error.message).toMatch(/^proxy localhost:\d+ /);
    await server.idle();
    await turns(20);
    expect(server.connections).toBe(1);
  }
}

test("a proxy that answers the handshake without TLS", () =>
  expectFaults(() => rawServer((socket) => void socket.write("HTTP/1.1 400 no\r\n\r\n")), false));

test("a proxy that leaves in the handshake", () =>
  expectFaults(() => rawServer((socket) => void socket.once("data", () => socket.end())), true));

test("a proxy that says nothing to the handshake", () =>
  expectFaults(() => rawServer(() => undefined), true, { code: "timeout", connectMs: 100 }));

test("a proxy with a certificate for another name", () =>
  expectFaults(() => proxyServer({ tls: wrongNameLeaf }), false));

const ANSWERS: readonly (readonly [string, boolean, (socket: Socket) => void])[] = [
  ["FIN", true, (socket) => void socket.end()],
  ["RST", true, (socket) => void socket.destroy()],
  ["half an answer and FIN", true, (socket) => void socket.end("HTTP/1.1 200 OK\r\nx")],
  ["garbage", false, (socket) => void socket.write("SSH-2.0-OpenSSH\r\n\r\n")],
  ["407", false, (socket) => void socket.write("HTTP/1.1 407 no\r\ncontent-length: 0\r\n\r\n")],
  ["503", true, (socket) => void socket.write("HTTP/1.1 503 no\r\ncontent-length: 0\r\n\r\n")],
];

test.for(ANSWERS)("a proxy that answers CONNECT with %s", ([, retryable, answer]) =>
  expectFaults(() => proxyServer({ tls: validLeaf, answer }), retryable, {
    targets: ["https://target.test/"],
  }),
);

test.for<readonly [string, (socket: Socket) => void]>([
  ["says nothing", () => undefined],
  [
    "drips",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx: ");
      const timer = setInterval(() => socket.write("y"), 5);
      socket.once("close", () => clearInterval(timer));
    },
  ],
])("a proxy that %s is cut off by the deadline, and by an abort", async ([, answer]) => {
  const targets = ["https://target.test/"];
  const open = (): ReturnType<typeof proxyServer> => proxyServer({ tls: validLeaf, answer });
  await expectFaults(open, true, { code: "timeout", connectMs: 100, targets });
  await using proxy = await open();
  const abort = new AbortController();
  const request = get("https://target.test/", {
    signal: abort.signal,
    proxy: proxy.url(USER),
    tls: { ca: testCa },
  });
  const failed = failureOf(testTransport().request(request));
  while (proxy.heads.length === 0) await turns(1);
  abort.abort();
  expect(await failed).toMatchObject({ code: "aborted", phase: "proxy" });
  await proxy.idle();
  await turns(20);
  expect(proxy.connections).toBe(1);
});

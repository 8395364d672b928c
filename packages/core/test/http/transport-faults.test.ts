import type { Socket } from "node:net";

import { expect, test } from "vitest";

import { httpServer, okResponse, rawServer } from "../support/raw-server.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

function failing(code: string): Error {
  return Object.assign(new Error(`getaddrinfo ${code} secret.test`), {
    code,
    syscall: "getaddrinfo",
  });
}

test.for([
  ["ENOTFOUND", "network", false],
  ["EAI_AGAIN", "network", true],
  ["EAI_FAIL", "network", true],
] as const)("a name lookup that fails with %s", async ([errno, code, retryable]) => {
  const transport = testTransport({
    lookup: (_name, _options, done) => done(failing(errno), []),
  });
  const error = await failureOf(transport.request(get("http://nowhere.test:81/path?key=1")));
  expect(error).toMatchObject({ code, retryable, phase: "connect" });
  expect(error.message).toMatch(/^nowhere\.test (does not exist|cannot be looked up)/);
  expect(error.message).not.toMatch(/path|key|81/);
  expect(error.cause).toMatchObject({ code: errno, name: "Error" });
});

test("a name that does not exist, by the system's own lookup", async () => {
  const error = await failureOf(testTransport().request(get("http://nowhere.invalid/")));
  expect(error).toMatchObject({ code: "network", phase: "connect" });
  expect(error.message).toMatch(/^nowhere\.invalid /);
});

test("a refused connection", async () => {
  const server = await rawServer(() => undefined);
  await server.close();
  const error = await failureOf(testTransport().request(get(server.port)));
  expect(error).toMatchObject({ code: "network", retryable: true, phase: "connect" });
  expect(error.message).toBe(
    "127.0.0.1 refused the connection; check that it runs and listens on that port",
  );
  expect(Object.keys(error.cause as object).toSorted()).toEqual(["code", "name"]);
});

test("a name with several addresses, all refused, tells of each", async () => {
  const server = await rawServer(() => undefined);
  await server.close();
  const transport = testTransport({
    lookup: (_name, _options, done) =>
      done(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "127.0.0.2", family: 4 },
      ]),
  });
  const error = await failureOf(transport.request(get(`http://two.test:${server.port}/`)));
  expect(error).toMatchObject({ code: "network", retryable: true, phase: "connect" });
  expect(String(error.cause)).toMatch(/127\.0\.0\.1:.*127\.0\.0\.2:/);
});

test("nobody's signal ends the connecting: connectMs does", async () => {
  const transport = testTransport({ lookup: () => undefined, connectMs: 20 });
  const error = await failureOf(transport.request(get("http://slow.test/")));
  expect(error).toMatchObject({ code: "timeout", retryable: true, phase: "connect" });
});

/** What a server does with a request, and the error that has to come of it. */
const BEFORE_THE_RESPONSE: readonly (readonly [
  name: string,
  act: (socket: Socket) => void,
  code: string,
  retryable: boolean,
])[] = [
  ["FIN", (socket) => void socket.end(), "network", true],
  ["RST", (socket) => void socket.resetAndDestroy(), "network", true],
  ["FIN in the headers", (socket) => void socket.end("HTTP/1.1 200 OK\r\nx: y"), "network", true],
  ["garbage", (socket) => void socket.write("SSH-2.0-OpenSSH\r\n"), "protocol", false],
  ["HTTP/0.9", (socket) => void socket.end("<html>hello</html>"), "protocol", false],
  [
    "headers over 16 KiB",
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(17 * 1024)}\r\n\r\n`),
    "protocol",
    false,
  ],
  [
    "many headers over 16 KiB",
    (socket) => void socket.write(`HTTP/1.1 200 OK\r\n${"x: 0123456789\r\n".repeat(2000)}\r\n`),
    "protocol",
    false,
  ],
  [
    "content-length and chunked",
    (socket) =>
      void socket.write(
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      ),
    "protocol",
    false,
  ],
  [
    "two lengths",
    (socket) =>
      void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n"),
    "protocol",
    false,
  ],
  [
    "an upgrade that was not asked for",
    (socket) =>
      void socket.write("HTTP/1.1 101 x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
    "protocol",
    false,
  ],
];

test.for(BEFORE_THE_RESPONSE)("before the response: %s", async ([, act, code, retryable]) => {
  await using server = await httpServer(act);
  const error = await failureOf(testTransport().request(get(server.port)));
  expect(error).toMatchObject({ code, retryable, phase: "headers" });
  expect(error.cause).toBeInstanceOf(Error);
  await server.idle();
  await turns();
  expect(server.connections).toBe(1);
});

test.for(["end", "resetAndDestroy"] as const)(
  "a server that hangs up on every connection is asked once: %s",
  async (how) => {
    await using server = await rawServer((socket) => void socket[how]());
    const error = await failureOf(testTransport().request(get(server.port)));
    expect(error).toMatchObject({ code: "network", retryable: true });
    await turns(20);
    expect(server.connections).toBeLessThanOrEqual(3);
  },
);

test("a reset in the middle of an upload", async () => {
  await using server = await rawServer((socket) => {
    socket.once("data", () => socket.resetAndDestroy());
  });
  const body = new Uint8Array(16 * 1024 * 1024);
  const error = await failureOf(
    testTransport().request(get(server.port, { method: "POST", body })),
  );
  expect(error).toMatchObject({ code: "network", retryable: true });
  expect(["send", "headers"]).toContain(error.phase);
  expect(server.connections).toBe(1);
});

const HEAD = "HTTP/1.1 200 OK\r\n";
const CLOSE = `${HEAD}connection: close\r\n`;
const CHUNKED = "transfer-encoding: chunked\r\n\r\n4\r\nsome\r\n";
const LENGTH = "content-length: 9\r\n\r\nsome";

test.for([
  ["chunked, FIN", HEAD + CHUNKED, "end"],
  ["chunked, RST", HEAD + CHUNKED, "resetAndDestroy"],
  ["chunked, connection: close, FIN", CLOSE + CHUNKED, "end"],
  ["chunked, connection: close, RST", CLOSE + CHUNKED, "resetAndDestroy"],
  ["content-length, FIN", HEAD + LENGTH, "end"],
  ["content-length, RST", HEAD + LENGTH, "resetAndDestroy"],
  ["content-length, connection: close, FIN", CLOSE + LENGTH, "end"],
  ["content-length, connection: close, RST", CLOSE + LENGTH, "resetAndDestroy"],
  ["content-length by HTTP/1.0, FIN", `HTTP/1.0 200 OK\r\n${LENGTH}`, "end"],
] as const)("the body breaks off: %s", async ([, bytes, how]) => {
  await using server = await httpServer((socket) => {
    socket.write(bytes, () => socket[how]());
  });
  const response = await testTransport().request(get(server.port));
  expect(response.framed).toBe(true);
  await server.idle();
  await turns();
  const body = response.body[Symbol.asyncIterator]();
  const first = await body.next();
  expect(Buffer.from(first.value ?? []).toString()).toBe("some");
  expect(await failureOf(Promise.resolve(body.next()))).toMatchObject({
    code: "network",
    phase: "stream",
  });
  expect(await body.next()).toEqual({ done: true, value: undefined });
});

test("a chunk that is not one breaks the protocol, after what came before it", async () => {
  await using server = await httpServer(`${HEAD}${CHUNKED}zz\r\nmore\r\n`);
  const response = await testTransport().request(get(server.port));
  await server.idle();
  const body = response.body[Symbol.asyncIterator]();
  expect(Buffer.from((await body.next()).value ?? []).toString()).toBe("some");
  expect(await failureOf(Promise.resolve(body.next()))).toMatchObject({
    code: "protocol",
    phase: "stream",
    retryable: false,
  });
});

test("bytes behind a response do not reach the next caller", async () => {
  let call = 0;
  await using server = await httpServer((socket) => {
    call += 1;
    socket.write(okResponse(`answer ${call}`) + (call === 1 ? okResponse("smuggled") : ""));
  });
  const transport = testTransport();
  expect(await textOf(await transport.request(get(server.port)))).toBe("answer 1");
  expect(await textOf(await transport.request(get(server.port)))).toBe("answer 2");
});

test("a kept connection that breaks before it is used again fails nobody", async () => {
  let first: Socket | undefined;
  await using server = await httpServer((socket) => {
    first ??= socket;
    socket.write(okResponse("ok"));
  });
  const transport = testTransport();
  await textOf(await transport.request(get(server.port)));
  await turns();
  first?.write("HTTP/1.1 garbage");
  const second = await transport.request(get(server.port)).then(textOf, (error: unknown) => error);
  expect(second === "ok" || (second as { retryable: boolean }).retryable).toBe(true);
  expect(server.connections).toBeLessThanOrEqual(2);
});

import { once } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { proxyServer } from "../support/proxy-server.ts";
import { httpServer, okResponse, rawServer, type RawRequest } from "../support/raw-server.ts";
import { failureOf, get, testTransport, textOf, turns } from "../support/transport.ts";

test("a request goes out as it was given and the response comes back as it was sent", async () => {
  let seen: RawRequest | undefined;
  await using server = await httpServer((socket, request) => {
    seen = request;
    socket.write(
      okResponse("hello", "X-Two: a\r\nx-two: b\r\nSet-Cookie: a=1\r\nset-cookie: b=2, c\r\n"),
    );
  });
  const response = await testTransport().request(
    get(`http://127.0.0.1:${server.port}/a/b?c=d#e`, {
      method: "POST",
      headers: { "x-key": "v", "content-type": "text/plain" },
      body: "héllo",
    }),
  );
  expect(response.status).toBe(200);
  expect(response.headers).toMatchObject({ "x-two": "a, b", "content-length": "5" });
  expect(response.headers).not.toHaveProperty("set-cookie");
  expect(response.setCookies).toEqual(["a=1", "b=2, c"]);
  expect(await textOf(response)).toBe("hello");
  expect(seen?.head.split("\r\n")).toEqual(
    expect.arrayContaining([
      "POST /a/b?c=d HTTP/1.1",
      `host: 127.0.0.1:${server.port}`,
      "x-key: v",
      "content-length: 6",
    ]),
  );
  expect(seen?.body.toString("utf8")).toBe("héllo");
});

test("bytes are sent as they are", async () => {
  const bytes = Uint8Array.from([0, 255, 10, 13, 128]);
  let body: Buffer | undefined;
  await using server = await httpServer((socket, request) => {
    body = Buffer.from(request.body);
    socket.write(okResponse(""));
  });
  await testTransport().request(get(server.port, { method: "PUT", body: bytes }));
  expect(body).toEqual(Buffer.from(bytes));
});

test("a redirect is handed back, not followed", async () => {
  await using other = await httpServer(okResponse("other"));
  const location = `location: http://127.0.0.1:${other.port}/\r\n`;
  await using server = await httpServer(`HTTP/1.1 307 x\r\n${location}content-length: 0\r\n\r\n`);
  const response = await testTransport().request(get(server.port));
  expect(response.status).toBe(307);
  expect(other.connections).toBe(0);
});

test("a coded body is handed back as it was sent", async () => {
  const packed = gzipSync("hello");
  const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`;
  await using server = await httpServer((socket) => {
    socket.write(Buffer.concat([Buffer.from(head), packed]));
  });
  const response = await testTransport().request(get(server.port));
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toEqual(packed);
});

test.for([
  ["content-length", "GET", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", "ok", true],
  [
    "chunked",
    "GET",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "ok",
    true,
  ],
  ["no body at all", "GET", "HTTP/1.1 204 No Content\r\n\r\n", "", true],
  ["an answer to HEAD", "HEAD", "HTTP/1.1 200 OK\r\n\r\n", "", true],
  ["the end of the connection", "GET", "HTTP/1.1 200 OK\r\n\r\nok", "ok", false],
] as const)("a body framed by %s", async ([, method, bytes, text, framed]) => {
  await using server = await httpServer((socket) => void socket.end(bytes));
  const response = await testTransport().request(get(server.port, { method }));
  expect(response.framed).toBe(framed);
  expect(await textOf(response)).toBe(text);
});

test.for(["end", "resetAndDestroy"] as const)(
  "a body without framing ends cleanly by %s",
  async (how) => {
    await using server = await httpServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\nsome", () => socket[how]());
    });
    const response = await testTransport().request(get(server.port));
    expect(response.framed).toBe(false);
    expect(await textOf(response)).toBe("some");
  },
);

test.for([
  ["100 before", ["HTTP/1.1 100 Continue\r\n\r\n", okResponse("ok")]],
  ["100 in one piece with it", [`HTTP/1.1 100 Continue\r\nx: y\r\n\r\n${okResponse("ok")}`]],
  ["100 in pieces", ["HTTP/1", ".1 10", "0 Continue\r\n", "\r\nHTTP", okResponse("ok").slice(4)]],
  ["100 twice", ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n", okResponse("ok")]],
  ["103", ["HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", okResponse("ok")]],
] as const)("an interim response is left out: %s", async ([, pieces]) => {
  await using server = await httpServer(async (socket) => {
    for (const piece of pieces) {
      socket.write(piece);
      await turns();
    }
  });
  const transport = testTransport();
  for (let call = 0; call < 2; call++) {
    const response = await transport.request(get(server.port));
    expect(response.status).toBe(200);
    expect(await textOf(response)).toBe("ok");
    await turns();
  }
  expect(server.connections).toBe(1);
});

test("a body that looks like an interim response is a body", async () => {
  const text = "HTTP/1.1 100 Continue\r\n\r\n";
  await using server = await httpServer(async (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n`);
    await turns();
    socket.write(text);
  });
  expect(await textOf(await testTransport().request(get(server.port)))).toBe(text);
});

test("onConnected is told once, when the request is about to be written", async () => {
  const told: string[] = [];
  await using server = await httpServer((socket) => {
    told.push("request");
    socket.write(okResponse(""));
  });
  await testTransport().request(get(server.port, { onConnected: () => told.push("connected") }));
  expect(told).toEqual(["connected", "request"]);
});

test("200 calls in a row share a connection when their bodies are read", async () => {
  await using server = await httpServer(okResponse("ok"));
  const transport = testTransport();
  for (let call = 0; call < 200; call++) {
    expect(await textOf(await transport.request(get(server.port)))).toBe("ok");
  }
  expect(server.connections).toBeLessThanOrEqual(2);
});

test("calls at the same time do not wait for each other", async () => {
  const sockets: (() => void)[] = [];
  await using server = await httpServer((socket) => {
    sockets.push(() => socket.write(okResponse("ok")));
    if (sockets.length === 20) for (const answer of sockets) answer();
  });
  const transport = testTransport();
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => transport.request(get(server.port))),
  );
  expect(await Promise.all(responses.map(textOf))).toEqual(Array(20).fill("ok"));
});

test("a kept connection that the server has closed is replaced without an error", async () => {
  await using server = await httpServer((socket) => void socket.end(okResponse("ok")));
  const transport = testTransport();
  for (let call = 0; call < 3; call++) {
    expect(await textOf(await transport.request(get(server.port)))).toBe("ok");
    await server.idle();
  }
  expect(server.connections).toBe(3);
});

test("what has arrived together is handed out together, in order", async () => {
  const events = Array.from({ length: 50 }, (_, index) => `event ${index}\n`);
  const body = events.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join("");
  await using server = await httpServer(
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}0\r\n\r\n`,
  );
  const response = await testTransport().request(get(server.port));
  await turns();
  const chunks: string[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk).toString());
  expect(chunks.join("")).toBe(events.join(""));
  expect(chunks.length).toBeLessThan(5);
});

test("leaving the loop destroys the connection", async () => {
  await using server = await httpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome");
  });
  const response = await testTransport().request(get(server.port));
  for await (const _ of response.body) break;
  await server.idle();
  expect(await response.body[Symbol.asyncIterator]().next()).toEqual({
    done: true,
    value: undefined,
  });
});

test("destroy before the body was touched cuts the connection and raises nothing", async () => {
  await using server = await httpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome");
  });
  const response = await testTransport().request(get(server.port));
  await turns();
  response.destroy();
  response.destroy();
  await server.idle();
  const read = response.body[Symbol.asyncIterator]().next();
  expect(await failureOf(Promise.resolve(read))).toMatchObject({
    code: "aborted",
    phase: "stream",
  });
});

test("destroy settles a read that is pending", async () => {
  await using server = await httpServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n");
  });
  const response = await testTransport().request(get(server.port));
  const read = failureOf(textOf(response));
  response.destroy();
  expect(await read).toMatchObject({ code: "aborted" });
});

test("destroy after the end keeps the connection", async () => {
  await using server = await httpServer(okResponse("ok"));
  const transport = testTransport();
  for (let call = 0; call < 3; call++) {
    const response = await transport.request(get(server.port));
    await textOf(response);
    response.destroy();
    await turns();
  }
  expect(server.connections).toBe(1);
});

test("a reader that pauses stops the server", async () => {
  const piece = Buffer.alloc(64 * 1024, "x");
  const total = 64 * 1024 * 1024;
  const stuck = Promise.withResolvers<number>();
  await using server = await httpServer(async (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${total}\r\n\r\n`);
    const accepted = (): number => socket.bytesWritten - socket.writableLength;
    const filled = pump(socket, piece, total);
    for (let before = -1; before !== accepted(); await turns(20)) before = accepted();
    stuck.resolve(accepted());
    await filled;
  });
  const response = await testTransport().request(get(server.port));
  // Most of it lies in the kernel's two buffers, which are not ours to bound.
  expect(await stuck.promise).toBeLessThan(12 * 1024 * 1024);
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  expect(bytes).toBe(total);
});

async function pump(socket: Socket, piece: Buffer, total: number): Promise<void> {
  for (let sent = 0; sent < total; sent += piece.length) {
    if (!socket.write(piece)) await once(socket, "drain");
  }
}

test("an early answer to an upload is delivered, and the upload stops", async () => {
  const upload = new Uint8Array(64 * 1024 * 1024);
  let uploading: Socket | undefined;
  let received = 0;
  await using server = await rawServer((socket) => {
    uploading = socket;
    socket.once("data", () => {
      socket.pause();
      socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 3\r\n\r\nbig");
    });
  });
  const response = await testTransport().request(
    get(server.port, { method: "POST", body: upload }),
  );
  expect(response.status).toBe(413);
  expect(await textOf(response)).toBe("big");
  uploading?.on("data", (chunk: Buffer) => (received += chunk.length)).resume();
  await server.idle();
  expect(received).toBeLessThan(upload.length / 2);
});

test("an early answer is delivered where the server resets the connection behind it", async () => {
  const upload = new Uint8Array(16 * 1024 * 1024);
  await using server = await rawServer((socket) => {
    socket.once("data", () => {
      socket.pause();
      const answer = "HTTP/1.1 413 Too Large\r\nconnection: close\r\ncontent-length: 3\r\n\r\nbig";
      socket.write(answer, () => socket.resetAndDestroy());
    });
  });
  const response = await testTransport().request(
    get(server.port, { method: "POST", body: upload }),
  );
  expect([response.status, await textOf(response)]).toEqual([413, "big"]);
});

test("a closed transport cuts what runs and refuses what comes", async () => {
  await using server = await httpServer((socket, { head }) => {
    if (head.startsWith("GET /body")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n");
  });
  const transport = testTransport();
  const response = await transport.request(get(`http://127.0.0.1:${server.port}/body`));
  const read = failureOf(textOf(response));
  const waiting = failureOf(transport.request(get(server.port)));
  await server.connected(2);
  await transport.close();
  expect(await read).toMatchObject({ code: "aborted", retryable: false });
  expect(await waiting).toMatchObject({ code: "aborted", retryable: false });
  await server.idle();
  await expect(transport.request(get(server.port))).rejects.toThrow(/closed; make a new one/);
  await transport.close();
});

test("a closed transport cuts what is being opened, in pools that were let go of too", async () => {
  await using server = await rawServer(() => undefined);
  const transport = testTransport({ maxPools: 1 });
  const url = `https://127.0.0.1:${server.port}/`;
  const proxy = new URL(`http://127.0.0.1:${server.port}`);
  const errors = [get(url), get(url, { proxy })].map((request) =>
    failureOf(transport.request(request)),
  );
  await server.connected(2);
  await transport.close();
  for (const error of await Promise.all(errors)) {
    expect(error).toMatchObject({ code: "aborted", message: "the transport was closed" });
  }
  await server.idle();
});

test("a closed transport closes kept connections", async () => {
  await using server = await httpServer(okResponse("ok"));
  const transport = testTransport();
  await textOf(await transport.request(get(server.port)));
  expect(server.open).toBe(1);
  await transport.close();
  await turns(20);
  expect(server.open).toBe(0);
});

test("of too many pools the one that was not used for longest goes", async () => {
  await using server = await httpServer(okResponse("ok"));
  await using first = await proxyServer();
  await using second = await proxyServer();
  const transport = testTransport({ maxPools: 2 });
  const send = async (...proxy: readonly URL[]): Promise<void> => {
    const extra = proxy[0] === undefined ? {} : { proxy: proxy[0] };
    await textOf(await transport.request(get(server.port, extra)));
    await turns();
  };
  await send(first.url());
  await send();
  await send(first.url());
  await send(second.url());
  await turns(20);
  expect([first.connections, first.open]).toEqual([1, 1]);
  await send(first.url());
  expect(first.connections).toBe(1);
});

test("pools beyond the limit are closed, but finish what they carry", async () => {
  const held: (() => void)[] = [];
  await using server = await httpServer((socket) => {
    held.push(() => socket.write(okResponse("ok")));
  });
  await using proxy = await httpServer(okResponse("proxied"));
  const transport = testTransport({ maxPools: 1 });
  const first = transport.request(get(server.port));
  await server.connected(1);
  const proxied = get(server.port, { proxy: new URL(`http://127.0.0.1:${proxy.port}`) });
  expect(await textOf(await transport.request(proxied))).toBe("proxied");
  for (const answer of held) answer();
  expect(await textOf(await first)).toBe("ok");
  await server.idle();
  expect(proxy.open).toBe(1);
});

test.for([
  [{ url: new URL("ftp://127.0.0.1/") }, /^the URL has the scheme ftp; it must be http or https$/],
  [{ proxy: new URL("socks4://u:secret@127.0.0.1/") }, /^the proxy has the scheme socks4; it must/],
  [{ headers: { "transfer-encoding": "chunked" } }, /a header or the path cannot be sent$/],
  [{ headers: { "x-key": "a\r\nsecret: b" } }, /a header or the path cannot be sent$/],
  [
    { tls: { ca: "no certificate" }, url: new URL("https://127.0.0.1:1/") },
    /^tls\.ca holds no cert/,
  ],
] as const)(
  "what cannot be sent is refused before a connection is made: %o",
  async ([extra, text]) => {
    await using server = await httpServer(okResponse("ok"));
    const error = await failureOf(testTransport().request(get(server.port, extra)));
    expect(error).toMatchObject({ code: "invalid_request", phase: "prepare", retryable: false });
    expect(error.message).toMatch(text);
    expect(String(error.cause)).not.toContain("secret");
    expect(server.connections).toBe(0);
  },
);

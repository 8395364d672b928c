import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";

import { afterEach, describe, expect, it } from "vitest";

import { Sink } from "../../src/relay/sink.ts";

interface Pair {
  readonly response: ServerResponse;
  readonly socket: Socket;
}

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A response of a real server, and the client's end of the connection, which reads nothing by itself. */
async function pair(): Promise<Pair> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as { port: number }).port, "127.0.0.1");
  cleanups.push(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const [, response] = (await once(server, "request")) as [unknown, ServerResponse];
  return { response, socket };
}

function sinkOf(response: ServerResponse, writeStallMs = 60_000): Sink {
  return new Sink(response, { headers: { "content-type": "text/plain" }, writeStallMs });
}

async function textOf(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of socket as AsyncIterable<Buffer>) {
    pieces.push(piece);
    if (Buffer.concat(pieces).toString().endsWith("0\r\n\r\n")) break;
  }
  return Buffer.concat(pieces).toString();
}

describe("Sink", () => {
  it("sends the first text at once, behind what was held, and all else that a turn brings in one write", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response);
    sink.hold("start ");
    await turn();
    expect([sink.started, sink.committed, sink.writes]).toEqual([false, false, 0]);
    for (const text of ["a", "", "b", "c"]) sink.add(text);
    expect([sink.started, sink.committed, sink.writes]).toEqual([true, true, 1]);
    await turn();
    await turn();
    expect(sink.writes).toBe(2);
    sink.add("d");
    sink.end("e");
    expect(sink.writes).toBe(3);
    const text = await textOf(socket);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/plain\r\n/);
    expect(text).toMatch(/\r\n\r\n7\r\nstart a\r\n2\r\nbc\r\n2\r\nde\r\n0\r\n\r\n$/);
  });

  it("sends the head alone where only a sign of life is due, and never twice", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response);
    sink.flush();
    sink.flush();
    expect([sink.started, sink.writes]).toEqual([true, 0]);
    const [head] = (await once(socket, "data")) as [Buffer];
    expect(head.toString()).toMatch(/\r\n\r\n$/);
    sink.end("");
    expect(await textOf(socket)).toBe("0\r\n\r\n");
  });

  it("is blocked while the client does not read, and bounded", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response);
    socket.pause();
    let added = 0;
    // What the kernel buffers between two sockets of one machine is a few MiB at most.
    while (sink.blocked === undefined && added < 64 * 1024 * 1024) {
      sink.add("x".repeat(10_000));
      added += 10_000;
      if (added % 100_000 === 0) await turn();
    }
    const { blocked } = sink;
    expect(blocked).toBeDefined();
    expect(response.writableLength).toBeLessThan(1024 * 1024);
    socket.resume();
    await blocked;
    expect(sink.blocked).toBeUndefined();
  });

  it("cuts a client that takes nothing for so long, and lets go of whoever waits", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response, 50);
    socket.pause();
    // The kernel takes the first few MiB in the client's place.
    for (let added = 0; added < 64 && !response.closed; added++) {
      sink.add("x".repeat(1024 * 1024));
      await sink.blocked;
    }
    expect([response.closed, response.writableFinished]).toEqual([true, false]);
    sink.add("more");
    sink.end("");
    await turn();
    expect(sink.blocked).toBeUndefined();
  });

  it("cuts a client that does not take the end of it", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response, 50);
    socket.pause();
    sink.end("x".repeat(32 * 1024 * 1024));
    await once(response, "close");
    expect(response.writableFinished).toBe(false);
  });

  it("leaves no listener and no clock behind where the client keeps up", async () => {
    const { response, socket } = await pair();
    const sink = sinkOf(response, 60_000);
    const listeners = response.listenerCount("drain") + response.listenerCount("close");
    for (let at = 0; at < 200; at++) {
      sink.add("x".repeat(20_000));
      socket.resume();
      await turn();
      if (sink.blocked !== undefined) await sink.blocked;
    }
    expect(response.listenerCount("drain") + response.listenerCount("close")).toBe(listeners);
    expect(response.socket?.timeout ?? 0).toBe(0);
    sink.end("");
  });
});

import { Socket } from "node:net";

import { expect, test } from "vitest";

import { ExactReader } from "../../src/http/exact-reader.ts";
import { turns } from "../support/transport.ts";

/** A socket without a connection: what it is given is what it reads. */
function socketOf(...pieces: readonly string[]): Socket {
  const socket = new Socket({ allowHalfOpen: true });
  socket._read = () => undefined;
  socket.on("error", () => undefined);
  for (const piece of pieces) socket.push(piece);
  return socket;
}

const listeners = (socket: Socket): number[] =>
  ["readable", "error", "close", "end", "data"].map((name) => socket.listenerCount(name));

test("reads as much as is asked for, however it comes, and leaves the rest", async () => {
  const socket = socketOf("ab", "cdef");
  const before = listeners(socket);
  const reader = new ExactReader(socket);
  expect((await reader.read(3)).toString()).toBe("abc");
  expect((await reader.read(1)).toString()).toBe("d");
  const later = reader.read(4);
  await turns(1);
  socket.push("gh");
  expect((await later).toString()).toBe("efgh");
  socket.push("rest");
  reader.release();
  expect(listeners(socket)).toEqual(before);
  expect(String(socket.read())).toBe("rest");
});

test("rejects where the socket ends before, and where it has ended already", async () => {
  const socket = socketOf("ab");
  const reader = new ExactReader(socket);
  const cut = reader.read(3);
  socket.push(null);
  await expect(cut).rejects.toMatchObject({ code: "ECONNRESET" });
  await expect(reader.read(1)).rejects.toMatchObject({ code: "ECONNRESET" });
  await turns();
  await expect(reader.read(1)).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("rejects with what broke the socket, and where it is broken already", async () => {
  const socket = socketOf("ab");
  const reader = new ExactReader(socket);
  const broken = reader.read(3);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.destroy(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
  await expect(broken).rejects.toMatchObject({ code: "ETIMEDOUT" });
  await closed;
  await expect(reader.read(1)).rejects.toMatchObject({ code: "ECONNRESET" });
});

import { connect } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { gate } from "../../src/gate.ts";
import { says, turns, upstreamOf } from "./support.ts";

const BODY = '{"stream":true,"messages":[{"role":"user","content":"hé"}]}';

/** Writes bytes to an upstream and gives the statuses of so many answers. */
async function write(
  pieces: readonly (string | Uint8Array)[],
  count: number,
): Promise<readonly string[]> {
  const upstream = await upstreamOf("tcp", says({ frame: "length" }));
  const socket = connect({ port: Number(new URL(upstream.baseUrl).port), host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  let seen = "";
  const statuses = (): readonly string[] => seen.match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];
  const done = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      seen += chunk.toString("latin1");
      if (statuses().length === count) resolve();
    });
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
  for (const piece of pieces) await new Promise<void>((next) => socket.write(piece, () => next()));
  await done;
  const asked = upstream.calls.map((call) => call.asked.messages[0]?.text);
  expect(asked.every((text) => text === "hé")).toBe(true);
  return statuses();
}

const sized = `POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`;
const half = Math.floor(BODY.length / 2);
const chunked = [
  "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n",
  `${half.toString(16)}\r\n${BODY.slice(0, half)}\r\n`,
  `${Buffer.byteLength(BODY.slice(half)).toString(16)}\r\n${BODY.slice(half)}\r\n0\r\n\r\n`,
];

test("a body with a length, whole and byte for byte", async () => {
  expect(await write([sized], 1)).toEqual(["200"]);
  expect(
    await write(
      Array.from(Buffer.from(sized), (byte) => Buffer.of(byte)),
      1,
    ),
  ).toEqual(["200"]);
});

test("a body in chunks", async () => {
  expect(await write(chunked, 1)).toEqual(["200"]);
});

test("two requests in one write are answered one after the other", async () => {
  expect(await write([sized + sized], 2)).toEqual(["200", "200"]);
});

test("an unknown path, a method it does not know, and no JSON", async () => {
  expect(await write(["GET /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\r\n"], 1)).toEqual(["404"]);
  expect(await write(["POST /nowhere HTTP/1.1\r\nhost: a\r\n\r\n"], 1)).toEqual(["404"]);
  const broken = "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n{";
  expect(await write([broken], 1)).toEqual(["400"]);
});

test("what is no HTTP closes the connection", async () => {
  expect(await write(["hello\r\n\r\n"], 1)).toEqual([]);
});

test("a request that comes before the last one is answered waits for it", async () => {
  const held = gate();
  const upstream = await upstreamOf("tcp", [says({ headerGate: held }), says({ status: 201 })]);
  const socket = connect({ port: Number(new URL(upstream.baseUrl).port), host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  let seen = "";
  const both = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      seen += chunk.toString("latin1");
      if (seen.includes("HTTP/1.1 201")) resolve();
    });
  });
  socket.write(sized);
  await upstream.called();
  await new Promise<void>((resolve) => socket.write(sized, () => resolve()));
  await turns();
  expect(upstream.calls).toHaveLength(1);
  expect(seen).toBe("");
  held.open();
  await both;
  expect(seen.startsWith("HTTP/1.1 200")).toBe(true);
});

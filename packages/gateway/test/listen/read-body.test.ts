import { IncomingMessage } from "node:http";
import { Socket } from "node:net";

import { describe, expect, it } from "vitest";

import { readBody } from "../../src/listen/read-body.ts";

const MAX = 100;

/** A request whose head has come. */
function request(headers: IncomingMessage["headers"] = {}): IncomingMessage {
  const incoming = new IncomingMessage(new Socket());
  incoming.headers = { "content-type": "application/json", ...headers };
  return incoming;
}

describe("a body", () => {
  it.each([
    ["in one piece", ['{"a":"é"}']],
    ["byte by byte", [...Buffer.from('{"a":"é"}')].map((byte) => Buffer.from([byte]))],
    ["with an end of its own", ['{"a":"é"}', ""]],
  ])("is read %s", async (_, pieces) => {
    const incoming = request();
    const body = readBody(incoming, MAX);
    for (const piece of pieces) incoming.push(piece);
    incoming.push(null);
    expect(await body).toEqual({ a: "é" });
  });

  it("is read as soon as all that was declared is there", async () => {
    const incoming = request({ "content-length": "7" });
    const body = readBody(incoming, MAX);
    incoming.push('{"a":');
    incoming.push("1}");
    expect(await body).toEqual({ a: 1 });
  });

  it("may be empty, which is no JSON", async () => {
    const incoming = request({ "content-length": "0" });
    incoming.push(null);
    await expect(readBody(incoming, MAX)).rejects.toThrow("the body is no JSON");
  });

  it("is read where all of it came before anybody asked", async () => {
    const incoming = request();
    incoming.push('{"a":');
    incoming.push("1}");
    incoming.push(null);
    incoming.complete = true;
    expect(await readBody(incoming, MAX)).toEqual({ a: 1 });
  });

  it("may be as long as is allowed, and no longer", async () => {
    const longest = request();
    const body = readBody(longest, MAX);
    longest.push(`"${"x".repeat(MAX - 2)}"`);
    longest.push(null);
    expect(await body).toHaveLength(MAX - 2);
    const longer = request();
    const refused = readBody(longer, MAX);
    longer.push(`"${"x".repeat(MAX - 2)}"`);
    // Nobody waits for its end.
    longer.push(" ");
    await expect(refused).rejects.toMatchObject({ status: 413 });
  });

  it("that says to be too long is refused before it comes", async () => {
    const incoming = request({ "content-length": String(MAX + 1) });
    await expect(readBody(incoming, MAX)).rejects.toMatchObject({ status: 413 });
  });

  it("is refused where the client leaves in the middle of it", async () => {
    const incoming = request();
    const refused = readBody(incoming, MAX);
    incoming.push('{"a":');
    incoming.destroy();
    await expect(refused).rejects.toThrow("ended before its end");
  });

  it("is refused where the client had left before anybody asked", async () => {
    const incoming = request();
    incoming.push('{"a":');
    incoming.destroy();
    await new Promise((resolve) => incoming.once("close", resolve));
    await expect(readBody(incoming, MAX)).rejects.toThrow("ended before its end");
  });

  it("is refused where it is no UTF-8", async () => {
    const incoming = request();
    incoming.push(Buffer.from([0x22, 0xff, 0x22]));
    incoming.push(null);
    await expect(readBody(incoming, MAX)).rejects.toThrow("it is not UTF-8");
  });
});

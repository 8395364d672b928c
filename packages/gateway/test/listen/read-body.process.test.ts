import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, it } from "vitest";

import { readBody } from "../../src/listen/read-body.ts";

const LONG = 8 * 1024 * 1024;
const BODY = `"${"x".repeat(LONG)}"`;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

it.each([
  ["of a declared length", { "content-length": String(BODY.length) }],
  ["in chunks", {}],
])("the bytes of a body %s are let go of while its request is answered", async (_, headers) => {
  const incoming = new IncomingMessage(new Socket());
  incoming.headers = { "content-type": "application/json", ...headers };
  collect();
  const before = process.memoryUsage().arrayBuffers;
  const body = readBody(incoming, 2 * LONG);
  incoming.push(Buffer.from(BODY));
  incoming.push(null);
  expect(await body).toHaveLength(LONG);
  // Memory is given back beside the program, some time after it was collected.
  const kept = (): number => {
    collect();
    return process.memoryUsage().arrayBuffers - before;
  };
  await expect.poll(kept, { timeout: 10_000 }).toBeLessThan(LONG / 2);
  expect(incoming.readableEnded).toBe(true);
});

import { expect, test } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { Line } from "../../src/http/line.ts";

const TARGET = { hostname: "a.test", protocol: "http:", port: "" };
const GIVEN_UP = new ProviderError("aborted", "given up");

/** What undici is told by the connector. */
function connecting(line: Line): Promise<unknown> {
  return new Promise((resolve) => line.connect(TARGET, (...told) => resolve(told[0])));
}

test("a request that was given up opens nothing, though undici connects again for it", async () => {
  let dialled = 0;
  const line = new Line(async () => {
    dialled += 1;
    throw new Error("no route");
  }, 1_000);
  line.assign();
  line.cancel(GIVEN_UP);
  expect(await connecting(line)).toBe(GIVEN_UP);
  expect(dialled).toBe(0);
  line.assign();
  expect(await connecting(line)).toMatchObject({ code: "network" });
  expect(dialled).toBe(1);
});

test("an attempt that is given up is told so at once, and once", async () => {
  const line = new Line(() => new Promise(() => undefined), 1_000);
  const told: unknown[] = [];
  line.connect(TARGET, (...args) => void told.push(args[0]));
  line.cancel(GIVEN_UP);
  line.cancel(new ProviderError("aborted", "again"));
  expect(told).toEqual([GIVEN_UP]);
});

test("the target of a scheme without a port, and an IPv6 address without its brackets", async () => {
  const seen: unknown[] = [];
  const line = new Line(async (target) => {
    seen.push(target);
    throw new Error("no route");
  }, 1_000);
  for (const [hostname, protocol, port] of [
    ["a.test", "https:", ""],
    ["[::1]", "http:", ""],
    ["::1", "http:", "81"],
  ] as const) {
    await new Promise<void>((resolve) =>
      line.connect({ hostname, protocol, port }, () => resolve()),
    );
  }
  expect(seen).toEqual([
    { hostname: "a.test", port: 443, secure: true },
    { hostname: "::1", port: 80, secure: false },
    { hostname: "::1", port: 81, secure: false },
  ]);
});

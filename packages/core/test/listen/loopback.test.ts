import { createServer } from "node:net";

import { expect, it } from "vitest";

import { isLoopback } from "../../src/listen/loopback.ts";
import { portOf } from "../../src/listen/port-of.ts";

it.each([
  ["http://127.0.0.1:11434", true],
  ["https://LOCALHOST/v1", true],
  ["http://[::1]", true],
  ["http://[0:0::1]:1", true],
  ["http://127.0.0.1.nip.io", false],
  ["http://localhost.evil.test", false],
  ["http://[::2]", false],
  ["http://10.0.0.1", false],
])("%s is on this machine: %j", (url, here) => {
  expect(isLoopback(new URL(url))).toBe(here);
});

it("tells the port of a server, 0 before it listens", async () => {
  const server = createServer();
  expect(portOf(server)).toBe(0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  expect(portOf(server)).toBeGreaterThan(0);
  server.close();
});

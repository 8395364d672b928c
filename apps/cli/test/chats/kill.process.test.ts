import { expect, test } from "vitest";

import { temporaryFolder } from "../temporary.ts";
import { killCycle } from "./kill-cycle.ts";

// 200 cycles: scripts/kill-chats.ts.
test("chats that are killed can be read, go on, and miss no more than the last moments", async () => {
  using home = temporaryFolder();
  const options = { home: home.path, streams: 3, delayMs: 400, lossMs: 1_500 };
  const first = await killCycle({ ...options, afterMs: [0, 500] });
  expect(first.chats).toBe(3);
  // Most answers take longer than that: a kill meets them halfway, and what had come was kept.
  const second = await killCycle({ ...options, afterMs: [2_000, 2_500] });
  expect(second.chats).toBe(3);
  expect(second.partial).toBeGreaterThan(0);
}, 180_000);

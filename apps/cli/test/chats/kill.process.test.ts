import { expect, test } from "vitest";

import { temporaryFolder } from "../temporary.ts";
import { killCycle } from "./kill-cycle.ts";

// 200 cycles: scripts/kill-chats.ts.
test("chats that are killed can be read, go on, and miss no more than the last moments", async () => {
  using home = temporaryFolder();
  const options = { home: home.path, streams: 3, delayMs: 400, longestMs: 2_500, lossMs: 1_500 };
  let partial = 0;
  for (let cycle = 0; cycle < 2; cycle++) {
    const report = await killCycle(options);
    expect(report.chats).toBe(3);
    partial += report.partial;
  }
  // An answer takes longer than that: nearly every kill meets one halfway, and what had come was kept.
  expect(partial).toBeGreaterThan(0);
});

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { killCycle } from "./kill-cycle.ts";

test("twenty kills in the middle of changes: nothing torn, nothing lost, nothing left behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "g4f-jar-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  let told = 0;
  for (let cycle = 0; cycle < 5; cycle++) {
    const report = await killCycle(join(folder, "jar.json"), 4);
    told += report.told;
    // A start is to be ready within a second; a starved machine may take its time.
    expect(report.readyMs).toBeLessThan(5_000);
  }
  expect(told).toBeGreaterThanOrEqual(20);
  expect(await readdir(folder)).toEqual(["jar.json"]);
});

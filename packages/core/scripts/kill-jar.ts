// Kills processes that write one jar, again and again: node --conditions=@g4f/source packages/core/scripts/kill-jar.ts [kills]
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { killCycle } from "../test/cookies/kill-cycle.ts";

const WRITERS = 4;
const kills = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), "g4f-jar-"));
let told = 0;
let slowest = 0;
for (let done = 0; done < kills; done += WRITERS) {
  const report = await killCycle(join(folder, "jar.json"), WRITERS);
  told += report.told;
  slowest = Math.max(slowest, report.readyMs);
}
const left = readdirSync(folder).length - 1;
rmSync(folder, { recursive: true });
process.stdout.write(
  `${kills} kills, ${told} changes told to be kept: 0 unreadable jars, 0 changes lost, ${left} files left behind; slowest start ${Math.round(slowest)} ms\n`,
);

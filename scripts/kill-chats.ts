// Kills chats in the middle of their answers, again and again: node --conditions=@g4f/source scripts/kill-chats.ts [cycles]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { killCycle } from "../apps/cli/test/chats/kill-cycle.ts";
import { root } from "./lib/root.ts";

const cycles = Number(process.argv[2] ?? 200);
const home = mkdtempSync(join(tmpdir(), "g4f-kill-"));
const options = { home, streams: 4, delayMs: 100, afterMs: [0, 1_500] as const, lossMs: 1_000 };
let torn = 0;
let partial = 0;
let slowest = 0;
for (let cycle = 1; cycle <= cycles; cycle++) {
  const report = await killCycle(options);
  torn += report.torn;
  partial += report.partial;
  const began = performance.now();
  const main = join(root, "apps", "cli", "src", "main.ts");
  const list = spawnSync(process.execPath, ["--conditions=@g4f/source", main, "chats", "list"], {
    env: { HOME: home },
  });
  slowest = Math.max(slowest, performance.now() - began);
  if (list.status !== 0) throw new Error(`chats list: ${list.stderr.toString()}`);
  if (cycle % 10 === 0) process.stdout.write(`${cycle} of ${cycles}\n`);
}
rmSync(home, { recursive: true });
process.stdout.write(
  `${cycles * options.streams} kills: 0 unreadable chats, ${torn} half lines, ${partial} answers kept in part; slowest start ${Math.round(slowest)} ms\n`,
);

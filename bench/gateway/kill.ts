import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { readKeys } from "@g4f/gateway/keys";
import { SpendLog } from "@g4f/gateway/spend";

/** What came of killing a writer again and again. */
export interface Killed {
  readonly cycles: number;
  /** Files that could not be read afterwards. */
  readonly unreadable: number;
  /** Keys and calls that were told to be on the disk, and are not. */
  readonly lost: number;
  /** Half lines that were told and left out. */
  readonly torn: number;
  /** ms until keys and spend were read and could be written again, at most. */
  readonly readyMs: number;
}

/** Kills with SIGKILL at a random time of writing. */
export async function killCycles(cycles: number): Promise<Killed> {
  const folder = mkdtempSync(join(tmpdir(), "g4f-kill-"));
  const keys = new Set<string>();
  let [calls, unreadable, lost, torn, readyMs] = [0, 0, 0, 0, 0];
  try {
    for (let cycle = 0; cycle < cycles; cycle++) {
      const told = await killOne(folder);
      for (const key of told.keys) keys.add(key);
      calls += told.calls;
      const start = performance.now();
      try {
        const warnings: string[] = [];
        const read = await readKeys(join(folder, "keys.jsonl"));
        const warn = (words: string): void => void warnings.push(words);
        await using log = await SpendLog.open({ file: join(folder, "spend.jsonl"), warn });
        readyMs = Math.max(readyMs, performance.now() - start);
        torn += warnings.length;
        lost += [...keys].filter((key) => !read.keys.has(key)).length;
        const { cost } = log.totals.of("key_bench", "total", Date.now());
        lost += Math.max(0, calls - cost);
        // What was written and not told yet counts from now on.
        calls = Math.max(calls, cost);
      } catch {
        unreadable++;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { cycles, unreadable, lost, torn, readyMs };
}

const MOST_MS = 60;

async function killOne(
  folder: string,
): Promise<{ readonly keys: readonly string[]; readonly calls: number }> {
  const child = fork(fileURLToPath(new URL("kill-writer.ts", import.meta.url)), [folder], {
    execArgv: ["--conditions=@g4f/source"],
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const keys: string[] = [];
  let calls = 0;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.on("message", (message: { readonly key?: string; readonly calls?: number }) => {
    if (message.key === undefined) {
      setTimeout(() => child.kill("SIGKILL"), Math.random() * MOST_MS);
      return;
    }
    keys.push(message.key);
    calls = message.calls ?? calls;
  });
  await ended;
  return { keys, calls };
}

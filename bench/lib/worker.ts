import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import type { Job, JobResult, WorkName } from "../work/job.ts";
import { RESULT } from "../work/job.ts";
import type { Pinning } from "./machine.ts";
import { bound } from "./upstream.ts";

/** The script of every worker. */
export const WORKER: string = fileURLToPath(new URL("../work/main.ts", import.meta.url));
/** Nothing takes as long as this but what hangs. */
const MOST_MS = 120_000;

/**
 * How much garbage V8 lets lie, up to 128 MiB by itself, says more of V8 than of what a stream holds: all
 * have the young generation that Node had when the targets were set.
 */
const FLAGS: Partial<Record<WorkName, readonly string[]>> = {
  slow: ["--max-semi-space-size=16"],
};

/** Runs one job in a process of its own. Rejects with what it printed where it failed. */
export async function runJob(job: Job, pinned: Pinning | undefined): Promise<JobResult> {
  const flags = ["--expose-gc", ...(FLAGS[job.work] ?? [])];
  const [command, args] = bound(pinned?.client, [...flags, WORKER, JSON.stringify(job)]);
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env, timeout: MOST_MS });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  const line = stdout.split("\n").findLast((one) => one.startsWith(RESULT));
  if (status === 0 && line !== undefined) return JSON.parse(line.slice(RESULT.length)) as JobResult;
  const words = lastWords(stderr === "" ? stdout : stderr);
  throw new Error(`${job.work}, ${job.contestant}: exit ${status}: ${words}`);
}

/** What a process that failed says is wrong, in one line. */
export function lastWords(said: string): string {
  const lines = said.trim().split("\n");
  return (lines.find((line) => /^\w*Error(?: \[\w+\])?: /.test(line)) ?? lines.at(-1) ?? "").slice(
    0,
    300,
  );
}

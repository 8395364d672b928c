import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { RESULT, type Job } from "../work/job.ts";
import type { Pinning } from "./machine.ts";
import type { Figures } from "./results.ts";
import { bound } from "./upstream.ts";
import { lastWords, WORKER } from "./worker.ts";

const EAGER_FLAGS = ["--invocation-count-for-maglev=40", "--invocation-count-for-turbofan=300"];
let eager: readonly string[] | undefined;

/**
 * Flags by which V8 compiles a function for good with its 300th call instead of its 3,000th, so that a process
 * is warm with a tenth of the calls; none where this Node has no such flags.
 */
export function eagerFlags(): readonly string[] {
  eager ??=
    spawnSync(process.execPath, [...EAGER_FLAGS, "-e", "0"]).status === 0 ? EAGER_FLAGS : [];
  return eager;
}

/** A process that stays, and prints results one after the other. */
export interface Kept extends AsyncDisposable {
  readonly pid: number;
  /** Lets it go on by one line of its standard input. */
  readonly nudge: () => void;
  /** What it prints next. Rejects with its last words where it ended instead. */
  readonly result: () => Promise<unknown>;
}

/** Starts a script of Node's that ends with its standard input. */
export function keep(script: readonly string[], processor: string | undefined): Kept {
  const [command, args] = bound(processor, script);
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env });
  const gone = once(child, "close");
  let words = "";
  child.stderr.on("data", (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4000)));
  // What ended cannot be written to: its last words are told by `result`.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    nudge: () => void child.stdin.write("\n"),
    result: async () => {
      for (;;) {
        const { done, value } = await lines.next();
        if (done === true) throw new Error(lastWords(words));
        if (value.startsWith(RESULT)) return JSON.parse(value.slice(RESULT.length)) as unknown;
      }
    },
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await gone;
    },
  };
}

/** A worker that is set up and warm, and measures a slice whenever it is asked. */
export interface KeptWorker extends AsyncDisposable {
  readonly measure: () => Promise<Figures>;
}

/** Starts a job whose work is done in slices, under these flags. Rejects with its last words where it fails. */
export async function keepWorker(
  job: Job,
  pinned: Pinning | undefined,
  flags: readonly string[],
): Promise<KeptWorker> {
  const kept = keep([...flags, WORKER, JSON.stringify(job)], pinned?.client);
  try {
    await kept.result();
  } catch (error) {
    await kept[Symbol.asyncDispose]();
    throw error;
  }
  return {
    measure: async () => {
      kept.nudge();
      return (await kept.result()) as Figures;
    },
    [Symbol.asyncDispose]: () => kept[Symbol.asyncDispose](),
  };
}

import type { Client } from "../contestants/contestant.ts";
import type { Figures } from "../lib/results.ts";
import type { Listening } from "../relays/relay.ts";
import type { Workload } from "../upstream/workload.ts";

/** What stands before the result in what a process prints. */
export const RESULT = "@@ ";

/** What one process is to do. */
export interface Job {
  readonly work: WorkName;
  readonly contestant: string;
  /** Of the upstream. */
  readonly origin: string;
  readonly workloads: readonly Workload[];
  /** How often, for work that repeats; of work in slices, in each. */
  readonly repeat: number;
  /** Calls before anything is measured, for work in slices. */
  readonly warmUp?: WarmUp;
  /** For `relayed`. */
  readonly relay?: RelayJob;
}

/** A process is warm after so many calls; what is slow gets no more than some time for it. */
export interface WarmUp {
  readonly calls: number;
  readonly ms: number;
}

/** A server that stands between, and how it is asked. */
export interface RelayJob {
  readonly asks: Listening["asks"];
  /** Of its process; 0: there is none. */
  readonly pid: number;
}

export type WorkName =
  | "check"
  | "tokens"
  | "drain"
  | "first-token"
  | "small"
  | "slow"
  | "line"
  | "tool"
  | "relayed"
  | "first-byte"
  | "layers"
  | "route";

/** What came of it. */
export interface JobResult {
  readonly figures: Figures;
  /** What does not hold, for `check`. */
  readonly wrong: readonly string[];
  /** Versions of the packages of the contestant. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Measures a slice: work that stays warm, and is done in turn with that of others. */
export type Slice = () => Promise<Figures>;

/** What work is done with. */
export interface Tools {
  readonly job: Job;
  /** The library, set up for a workload. */
  readonly client: (asked: Workload) => Client;
  /** What the upstream says in answer to it. */
  readonly said: (asked: Workload) => Promise<string>;
}

/** CPU of this process, all its threads, and wall time, in µs. */
export interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

/** What `action` costs. */
export async function spent(action: () => Promise<void>): Promise<Spent> {
  const [before, started] = [process.cpuUsage(), performance.now()];
  await action();
  const { user, system } = process.cpuUsage(before);
  return { cpu: user + system, wall: (performance.now() - started) * 1000 };
}

/** Times over, one after the other. */
export async function times(count: number, action: () => Promise<void>): Promise<void> {
  for (let done = 0; done < count; done++) await action();
}

/** How many calls a slice begins with that do not count: others have used the processor's caches meanwhile. */
export const LEAD_IN = 40;

/** Calls until the process is warm. */
export async function warmUp({ warmUp: most }: Job, action: () => Promise<void>): Promise<void> {
  const { calls = 0, ms = 0 } = most ?? {};
  const end = performance.now() + ms;
  for (let done = 0; done < calls && performance.now() < end; done++) await action();
}

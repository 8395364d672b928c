import { CONTESTANTS } from "../contestants/all.ts";
import type { Contestant } from "../contestants/contestant.ts";
import { PACKINGS, workload } from "../upstream/workload.ts";
import type { Job, JobResult } from "../work/job.ts";
import { eagerFlags, keepWorker } from "./kept.ts";
import type { Pinning } from "./machine.ts";
import type { Figures, LeftOut, Row } from "./results.ts";
import { measured } from "./spread.ts";
import { runJob } from "./worker.ts";

/** What one suite is run with. */
export interface Bench {
  readonly quick: boolean;
  readonly origin: string;
  readonly pinned: Pinning | undefined;
  /** Files with recorded streams, beside those that are found. */
  readonly replay: readonly string[];
  /** Those that passed their checks. */
  readonly contestants: readonly Contestant[];
  readonly tell: (line: string) => void;
  /** Notes that a contestant is not in this suite. */
  readonly leaveOut: (out: LeftOut) => void;
}

/** Something that is run again and again, for one row. */
export interface Runner {
  readonly name: string;
  readonly kind: Row["kind"];
  /** Fewer than the others: peers that are slow take most of the time, and spread least. */
  readonly rounds?: number;
  readonly run: (round: number) => Promise<Figures>;
}

/**
 * Runs everyone once per round, the order turned each time, and adds up what they measured. Who fails is
 * left out, with the reason; the limit or one of ours fails the bench.
 */
export async function interleave(
  { tell, leaveOut, contestants }: Bench,
  rounds: number,
  runners: readonly Runner[],
): Promise<Row[]> {
  const samples = new Map(runners.map(({ name }) => [name, new Map<string, number[]>()]));
  for (let round = 0; round < rounds; round++) {
    tell(`round ${round + 1} of ${rounds}`);
    for (const runner of round % 2 === 0 ? runners : runners.toReversed()) {
      const { name, run } = runner;
      const known = samples.get(name);
      if (known === undefined || round >= (runner.rounds ?? rounds)) continue;
      try {
        for (const [key, value] of Object.entries(await run(round))) {
          known.set(key, [...(known.get(key) ?? []), value]);
        }
      } catch (error) {
        // A peer that read the upstream's text may still break on what one suite sends.
        if (runner.kind !== "peer" && isRequired(name, contestants)) throw error;
        samples.delete(name);
        leaveOut({ name, why: whyOf(error) });
      }
    }
  }
  return runners.flatMap(({ name, kind }) => {
    const known = samples.get(name);
    if (known === undefined) return [];
    const figures = Object.fromEntries([...known].map(([key, values]) => [key, measured(values)]));
    return [{ name, kind, figures }];
  });
}

function isRequired(wanted: string, contestants: readonly Contestant[]): boolean {
  return contestants.some(({ name, required }) => required && name === wanted);
}

/** Those that something is promised of: what a quick run measures but for the tokens. */
export function promised(contestants: readonly Contestant[]): Contestant[] {
  return contestants.filter(({ name, kind, always }) =>
    kind === "peer" ? name === "openai create()" : always === true,
  );
}

/** Of these, whom a quick run measures where nothing is promised of a route. */
export function withoutRoute(contestants: readonly Contestant[]): Contestant[] {
  return promised(contestants).filter(({ name, kind }) => kind !== "ours" || name === "g4f");
}

/** A job for each contestant that has something to do; peers do it `peerRounds` times, if that is given. */
export function runnersOf(
  bench: Bench,
  contestants: readonly Contestant[],
  jobOf: (contestant: Contestant) => Omit<Job, "contestant" | "origin">,
  peerRounds?: number,
): Runner[] {
  return contestants.map((one) => ({
    name: one.name,
    kind: one.kind,
    ...(peerRounds === undefined || one.kind !== "peer" ? {} : { rounds: peerRounds }),
    run: async () => {
      const job = { ...jobOf(one), contestant: one.name, origin: bench.origin };
      return (await runJob(job, bench.pinned)).figures;
    },
  }));
}

/** Slices of work that stays warm: so short that a busy moment meets everyone alike. */
export interface Slices {
  readonly rounds: number;
  /** Of peers, where they are slow and spread least. */
  readonly peerRounds?: number;
  /** What everyone is asked for. */
  readonly job: Omit<Job, "contestant" | "origin">;
}

/** Starts everyone's process, warms it, and measures slices in turn; who does not start is left out. */
export async function inTurn(
  bench: Bench,
  contestants: readonly Contestant[],
  { rounds, peerRounds = rounds, job: asked }: Slices,
): Promise<Row[]> {
  await using stack = new AsyncDisposableStack();
  const warm = async (one: Contestant): Promise<Runner | undefined> => {
    const { name, kind } = one;
    bench.tell(`warming ${name}`);
    const job = { ...asked, contestant: name, origin: bench.origin };
    try {
      const { measure } = stack.use(await keepWorker(job, bench.pinned, flagsOf(bench)));
      return { name, kind, rounds: kind === "peer" ? peerRounds : rounds, run: measure };
    } catch (error) {
      if (kind !== "peer") throw error;
      bench.leaveOut({ name, why: whyOf(error) });
      return undefined;
    }
  };
  const runners = await inGroups(contestants, warmedAtOnce(bench), warm);
  const able = runners.filter((runner) => runner !== undefined);
  return await interleave({ ...bench, tell: () => {} }, rounds, able);
}

/** The flags of processes that are warm before they are measured. */
export function flagsOf({ quick }: Pick<Bench, "quick">): readonly string[] {
  return quick ? eagerFlags() : [];
}

/** How many are warmed side by side: where there is little time all, for nothing is timed yet. */
export function warmedAtOnce({ quick }: Pick<Bench, "quick">): number {
  return quick ? Infinity : 1;
}

/** In order, so many at a time. */
export async function inGroups<T, R>(
  items: readonly T[],
  size: number,
  action: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += size) {
    results.push(...(await Promise.all(items.slice(at, at + size).map(action))));
  }
  return results;
}

/** Whether a contestant has a call of this kind: asked of a client that is never used. */
export async function having(
  contestants: readonly Contestant[],
  call: "complete" | "tool",
): Promise<Contestant[]> {
  const found = await Promise.all(
    contestants.map(async (one) => (await one.load())("http://127.0.0.1:1")[call] !== undefined),
  );
  return contestants.filter((_, at) => found[at]);
}

/** Everyone whose text is the upstream's, whatever the packing; the others, and why. */
export async function checked(bench: Pick<Bench, "quick" | "origin" | "pinned" | "tell">): Promise<{
  readonly good: readonly Contestant[];
  readonly leftOut: readonly LeftOut[];
  readonly versions: Record<string, string>;
}> {
  const workloads = PACKINGS.flatMap((packing) =>
    [false, true].map((padded) => workload({ tokens: 300, packing, padded })),
  );
  const good: Contestant[] = [];
  const leftOut: LeftOut[] = [];
  const versions: Record<string, string> = {};
  const asked = CONTESTANTS.filter(({ always = false }) => always || !bench.quick);
  const check = ({ name }: Contestant): Promise<JobResult> => {
    const { origin } = bench;
    const job: Job = { work: "check", contestant: name, origin, workloads, repeat: 1 };
    // Nothing is timed: each runs wherever there is room.
    return runJob(job, undefined).catch(failed);
  };
  bench.tell(`checking what ${asked.map(({ name }) => name).join(", ")} read`);
  const results = await inGroups(asked, 2, check);
  for (const [at, one] of asked.entries()) {
    const { name, required } = one;
    const { wrong, versions: known = {} } = results[at] ?? failed("it was not checked");
    Object.assign(versions, known);
    if (wrong.length === 0) good.push(one);
    else if (required) throw new Error(`${name} reads another text: ${wrong.join("; ")}`);
    else leftOut.push({ name, why: wrong.join("; ") });
  }
  return { good, leftOut, versions };
}

function failed(error: unknown): JobResult {
  return { figures: {}, wrong: [whyOf(error)] };
}

/** Why somebody is left out, as it is told: without the paths of this machine where a package is missing. */
function whyOf(error: unknown): string {
  const words = String(error);
  const missing = /Cannot find package '([^']+)'/.exec(words)?.[1];
  return missing === undefined ? words : `${missing} is not installed`;
}

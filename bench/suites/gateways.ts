import { fileURLToPath } from "node:url";

import {
  flagsOf,
  inGroups,
  interleave,
  warmedAtOnce,
  type Bench,
  type Runner,
} from "../lib/bench.ts";
import { keep, keepWorker } from "../lib/kept.ts";
import type { Figures, Row } from "../lib/results.ts";
import { runJob } from "../lib/worker.ts";
import { RELAYS } from "../relays/all.ts";
import type { Bases } from "../relays/relay.ts";
import { toSegment, workload } from "../upstream/workload.ts";
import type { Job, RelayJob, WarmUp } from "../work/job.ts";
import type { Suite } from "./suite.ts";

const MAIN = fileURLToPath(new URL("../relays/main.ts", import.meta.url));
const STREAM = workload({ tokens: 10_000, packing: "joined" });
const SMALL = workload({ tokens: 20 });

/** A server gets no faster any more behind so many requests. */
const WARM: WarmUp = { calls: 8_000, ms: 15_000 };
const QUICKLY_WARM: WarmUp = { calls: 1_000, ms: 8_000 };

/** A way to the upstream; what it starts ends with the stack. */
interface Way extends Pick<Runner, "name" | "kind"> {
  readonly open: (stack: AsyncDisposableStack) => Promise<RelayJob>;
}

function basesOf(origin: string): Bases {
  return { stream: `${origin}/${toSegment(STREAM)}`, small: `${origin}/${toSegment(SMALL)}` };
}

/** Starts a relay; it ends with `stack`. Rejects with its last words where it does not start. */
async function started(
  bench: Pick<Bench, "pinned" | "origin" | "quick">,
  name: string,
  stack: AsyncDisposableStack,
): Promise<RelayJob> {
  const bases = JSON.stringify(basesOf(bench.origin));
  const relay = stack.use(keep([...flagsOf(bench), MAIN, name, bases], bench.pinned?.client));
  return { asks: (await relay.result()) as RelayJob["asks"], pid: relay.pid };
}

/** No relay: the upstream itself. */
function direct(origin: string): RelayJob {
  const ask = (base: string): RelayJob["asks"]["small"] => ({
    url: `${base}/v1/chat/completions`,
    model: "m",
    headers: {},
  });
  const { stream, small } = basesOf(origin);
  return { asks: { stream: ask(stream), small: ask(small) }, pid: 0 };
}

/** The relay has a processor to itself: the client shares that of the upstream. */
function beside({ pinned }: Bench): Bench["pinned"] {
  return pinned && { ...pinned, client: pinned.upstream };
}

const jobOf = ({ origin }: Bench, relay: RelayJob): Omit<Job, "work" | "repeat"> => ({
  contestant: "limit",
  origin,
  relay,
  workloads: [STREAM],
});

/** CPU and requests a second, each relay by itself. */
function costs(bench: Bench, runners: readonly Way[]): Promise<Row[]> {
  const { quick } = bench;
  const run = async ({ open }: Way): Promise<Figures> => {
    await using stack = new AsyncDisposableStack();
    const job = {
      ...jobOf(bench, await open(stack)),
      work: "relayed",
      repeat: quick ? 10 : 30,
    } as const;
    return (await runJob(job, beside(bench))).figures;
  };
  return interleave(
    bench,
    quick ? 1 : 2,
    runners.map((way) => ({ name: way.name, kind: way.kind, run: () => run(way) })),
  );
}

/** Time to the first byte, in slices, with all of them up. */
async function firstBytes(bench: Bench, ways: readonly Way[]): Promise<Row[]> {
  const { quick, tell } = bench;
  await using stack = new AsyncDisposableStack();
  const warm = async ({ name, kind, open }: Way): Promise<Runner> => {
    tell(`warming ${name}`);
    const job = { ...jobOf(bench, await open(stack)), work: "first-byte", repeat: 40 } as const;
    const warmUp = quick ? QUICKLY_WARM : WARM;
    const worker = await keepWorker({ ...job, warmUp }, beside(bench), flagsOf(bench));
    return { name, kind, run: stack.use(worker).measure };
  };
  const runners = await inGroups(ways, warmedAtOnce(bench), warm);
  return await interleave({ ...bench, tell: () => {} }, quick ? 12 : 40, runners);
}

export const gateways: Suite = {
  name: "gateways",
  title: "Gateways",
  about:
    "A relay in a process of its own between a client and the upstream: its CPU, ms to the first byte of a small stream, small requests per second of 16 clients. The limit is a Node server that pipes bytes.",
  run: async (bench) => {
    const { origin } = bench;
    const ways: Way[] = [
      { name: "direct", kind: "upstream", open: () => Promise.resolve(direct(origin)) },
      ...RELAYS.map(({ name, kind }): Way => ({
        name,
        kind,
        open: (stack) => started(bench, name, stack),
      })),
    ];
    const known = await costs(bench, ways);
    const firsts = await firstBytes(
      bench,
      ways.filter((way) => known.some(({ name }) => name === way.name)),
    );
    const rows = known.map((row) => {
      const found = firsts.find(({ name }) => name === row.name);
      return { ...row, figures: { ...row.figures, ...found?.figures } };
    });
    return {
      rows,
      views: [
        {
          title: "CPU µs per token, first byte, requests",
          ratio: "cpu",
          columns: [
            { key: "cpu", title: "CPU µs per token", digits: 2 },
            { key: "first", title: "first byte, ms", digits: 3 },
            { key: "perSecond", title: "small requests/s", digits: 0 },
          ],
        },
      ],
    };
  },
};

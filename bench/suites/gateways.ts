import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { interleave, type Bench, type Runner } from "../lib/bench.ts";
import type { Figures } from "../lib/results.ts";
import { bound } from "../lib/upstream.ts";
import { lastWords, runJob } from "../lib/worker.ts";
import { RELAYS } from "../relays/all.ts";
import type { Bases, Listening } from "../relays/relay.ts";
import { toSegment, workload } from "../upstream/workload.ts";
import { RESULT, type RelayJob } from "../work/job.ts";
import type { Suite } from "./suite.ts";

const MAIN = fileURLToPath(new URL("../relays/main.ts", import.meta.url));
const STREAM = workload({ tokens: 10_000, packing: "joined" });
const SMALL = workload({ tokens: 20 });

function basesOf({ origin }: Bench): Bases {
  return { stream: `${origin}/${toSegment(STREAM)}`, small: `${origin}/${toSegment(SMALL)}` };
}

const measure = async (bench: Bench, relay: RelayJob): Promise<Figures> => {
  const job = { work: "relayed", contestant: "limit", origin: bench.origin, relay } as const;
  const repeat = bench.quick ? 10 : 30;
  // The relay has a processor to itself: the client shares that of the upstream.
  const beside = bench.pinned && { ...bench.pinned, client: bench.pinned.upstream };
  return (await runJob({ ...job, workloads: [STREAM], repeat }, beside)).figures;
};

/** Starts a relay for one measurement. Rejects with its last words where it does not start. */
async function through(bench: Bench, name: string): Promise<Figures> {
  const [command, args] = bound(bench.pinned?.client, [MAIN, name, JSON.stringify(basesOf(bench))]);
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  let words = "";
  child.stderr.on("data", (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4000)));
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(lastWords(words));
      if (!value.startsWith(RESULT)) continue;
      const asks = JSON.parse(value.slice(RESULT.length)) as Listening["asks"];
      return await measure(bench, { asks, pid: child.pid ?? 0 });
    }
  } finally {
    const gone = once(child, "close");
    child.kill();
    await gone;
  }
}

function direct(bench: Bench): Promise<Figures> {
  const { stream, small } = basesOf(bench);
  const ask = (base: string): RelayJob["asks"]["small"] => ({
    url: `${base}/v1/chat/completions`,
    model: "m",
    headers: {},
  });
  return measure(bench, { asks: { stream: ask(stream), small: ask(small) }, pid: 0 });
}

export const gateways: Suite = {
  name: "gateways",
  title: "Gateways",
  about:
    "A relay in a process of its own between a client and the upstream: its CPU, ms to the first byte of a small stream, small requests per second of 16 clients. The limit is a Node server that pipes bytes.",
  run: async (bench) => {
    const runners = RELAYS.map(({ name, kind }): Runner => ({
      name,
      kind,
      run: () => through(bench, name),
    }));
    const rows = await interleave(bench, bench.quick ? 1 : 2, [
      { name: "direct", kind: "upstream", run: () => direct(bench) },
      ...runners,
    ]);
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

import { monitorEventLoopDelay } from "node:perf_hooks";

import type { Figures } from "../lib/results.ts";
import { measured } from "../lib/spread.ts";
import { workload } from "../upstream/workload.ts";
import { spent, times, warmUp, type Slice, type Tools } from "./job.ts";

const KIB = 1024;
const SAMPLE_MS = 100;
const LAG_MS = 5;

/** So many slow streams at once: CPU, memory, lag of the event loop, and what was lost. */
export async function slow({ job, client }: Tools): Promise<Figures> {
  const [asked] = job.workloads;
  if (asked === undefined) throw new Error("no workload");
  const reader = client(asked);
  await times(20, () => client(workload({ tokens: 20 })).stream(() => {}));
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const lag = monitorEventLoopDelay({ resolution: LAG_MS });
  const sizes: number[] = [];
  const timer = setInterval(() => sizes.push(process.memoryUsage.rss()), SAMPLE_MS);
  lag.enable();
  let length = 0;
  const { cpu } = await spent(async () => {
    const streams = Array.from({ length: job.repeat }, () =>
      reader.stream((text) => (length += text.length)),
    );
    await Promise.all(streams);
  });
  lag.disable();
  clearInterval(timer);
  const running = sizes.slice(Math.floor(sizes.length * 0.4), Math.ceil(sizes.length * 0.9));
  return {
    cpu: cpu / 1000,
    perStream: (measured(running).median - before) / job.repeat / KIB,
    peak: Math.max(...sizes) / KIB / KIB,
    lag: Math.max(0, lag.percentile(99) / 1e6 - LAG_MS),
    length,
  };
}

/** Ms that one very long event takes, and the longest time that nothing else could run. */
export async function line({ job, client }: Tools): Promise<Slice> {
  const [asked] = job.workloads;
  if (asked === undefined) throw new Error("no workload");
  const read = async (tokens: number): Promise<void> => {
    let length = 0;
    await client({ ...asked, tokens }).stream((text) => (length += text.length));
    if (length !== tokens) throw new Error(`lost text: ${length} of ${tokens}`);
  };
  await times(20, () => read(32 * KIB));
  await warmUp(job, () => read(asked.tokens));
  const lag = monitorEventLoopDelay({ resolution: 1 });
  return async () => {
    lag.reset();
    lag.enable();
    const { wall } = await spent(() => read(asked.tokens));
    // A stall is told when the next tick comes.
    await new Promise((resolve) => setTimeout(resolve, 5));
    lag.disable();
    return { ms: wall / 1000, stall: Math.max(0, lag.max / 1e6 - 1) };
  };
}

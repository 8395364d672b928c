import type { Contestant } from "../contestants/contestant.ts";
import { having, inTurn, withoutRoute, type Bench } from "../lib/bench.ts";
import type { Row } from "../lib/results.ts";
import { workload } from "../upstream/workload.ts";
import type { WarmUp } from "../work/job.ts";
import type { Suite } from "./suite.ts";

/** Behind so many calls nothing of a client gets faster any more; quick runs compile eagerly. */
const WARM: WarmUp = { calls: 15_000, ms: 10_000 };
const QUICKLY_WARM: WarmUp = { calls: 1_200, ms: 8_000 };

/** Slices of calls of everyone, in turn. */
function slices(
  bench: Bench,
  contestants: readonly Contestant[],
  work: "first-token" | "small",
): Promise<Row[]> {
  const { quick } = bench;
  const workloads = [workload({ tokens: 5 })];
  const job = { work, workloads, repeat: 40, warmUp: quick ? QUICKLY_WARM : WARM };
  return inTurn(bench, contestants, { rounds: quick ? 12 : 40, job });
}

export const firstToken: Suite = {
  name: "first-token",
  title: "Time to first token",
  about:
    "Ms from the call to its first text, warm, connections kept, one call after the other; the upstream answers at once.",
  run: async (bench) => {
    const { quick, contestants } = bench;
    const chosen = quick ? withoutRoute(contestants) : contestants;
    return {
      rows: await slices(bench, chosen, "first-token"),
      views: [{ title: "Ms", columns: [{ key: "ms", title: "ms", digits: 3 }], ratio: "ms" }],
    };
  },
};

export const small: Suite = {
  name: "small",
  title: "Small requests",
  about:
    "One small answer of 5 tokens, asked for whole, warm, one call after the other, connections kept.",
  run: async (bench) => {
    const { quick, contestants } = bench;
    const able = await having(quick ? withoutRoute(contestants) : contestants, "complete");
    return {
      rows: await slices(bench, able, "small"),
      views: [
        {
          title: "Ms and CPU ms per request",
          columns: [
            { key: "ms", title: "ms", digits: 3 },
            { key: "cpu", title: "CPU ms", digits: 3 },
          ],
          ratio: "ms",
        },
      ],
    };
  },
};

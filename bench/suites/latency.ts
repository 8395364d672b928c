import { having, interleave, promised, runnersOf } from "../lib/bench.ts";
import { workload } from "../upstream/workload.ts";
import type { Suite } from "./suite.ts";

const ROUNDS = 3;
const PEER_ROUNDS = 1;

export const firstToken: Suite = {
  name: "first-token",
  title: "Time to first token",
  about:
    "Ms from the call to its first text, warm, connections kept, one call after the other; the upstream answers at once.",
  run: async (bench) => {
    const workloads = [workload({ tokens: 5 })];
    const repeat = bench.quick ? 300 : 600;
    const { quick, contestants } = bench;
    const chosen = quick ? promised(contestants) : contestants;
    const job = { work: "first-token", workloads, repeat } as const;
    const runners = runnersOf(bench, chosen, () => job, PEER_ROUNDS);
    return {
      rows: await interleave(bench, quick ? 1 : ROUNDS, runners),
      views: [{ title: "Ms", columns: [{ key: "ms", title: "ms", digits: 3 }], ratio: "ms" }],
    };
  },
};

export const small: Suite = {
  name: "small",
  title: "Small requests",
  about:
    "One small answer of 5 tokens read whole, one call after the other, connections kept. g4f has one way of calling: it reads a stream where the others ask for a whole answer.",
  run: async (bench) => {
    const workloads = [workload({ tokens: 5 })];
    const repeat = bench.quick ? 300 : 600;
    const { quick, contestants } = bench;
    const able = await having(quick ? promised(contestants) : contestants, "complete");
    const job = { work: "small", workloads, repeat } as const;
    const runners = runnersOf(bench, able, () => job, PEER_ROUNDS);
    return {
      rows: await interleave(bench, quick ? 1 : ROUNDS, runners),
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

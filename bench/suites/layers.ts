import { type Bench, interleave } from "../lib/bench.ts";
import type { Figures, Row } from "../lib/results.ts";
import { runJob } from "../lib/worker.ts";
import { workload } from "../upstream/workload.ts";
import type { WarmUp, WorkName } from "../work/job.ts";
import type { Suite } from "./suite.ts";

const TITLES: Readonly<Record<string, string>> = {
  bare: "bare async generator",
  layered: "with one plain layer",
  text: "provider, text",
  chunks: "provider, chunks()",
  routed: "provider through a route",
};

interface Asked {
  readonly work: WorkName;
  readonly tokens: number;
  readonly repeat: number;
  readonly warmUp?: WarmUp;
}

const job = async (bench: Bench, { tokens, ...asked }: Asked): Promise<Figures> => {
  const { origin, pinned } = bench;
  const workloads = [workload({ tokens })];
  const contestant = "g4f registry + router";
  return (await runJob({ ...asked, contestant, origin, workloads }, pinned)).figures;
};

/** One row for each layer that one process measured in turn. */
function layerRows(rows: readonly Row[]): Row[] {
  const figures = rows.find(({ name }) => name === "layers")?.figures ?? {};
  return Object.entries(TITLES).map(([key, name]) => ({
    name,
    kind: key === "bare" || key === "layered" ? "limit" : "ours",
    figures: figures[key] === undefined ? {} : { ns: figures[key] },
  }));
}

export const layers: Suite = {
  name: "layers",
  title: "Layers",
  about:
    "CPU ns per token of what stands between a generator and its reader, without a network; and what a short call (100 tokens over loopback) takes through a route, in pairs of runs in one process.",
  run: async (bench) => {
    const { quick } = bench;
    const repeat = quick ? 3 : 5;
    const pairs = { repeat: quick ? 100 : 250, warmUp: { calls: quick ? 150 : 500, ms: 15_000 } };
    const rows = await interleave(bench, quick ? 1 : 3, [
      {
        name: "layers",
        kind: "ours",
        run: () => job(bench, { work: "layers", tokens: 1, repeat }),
      },
      {
        name: "route",
        kind: "ours",
        run: () => job(bench, { work: "route", tokens: 100, ...pairs }),
      },
    ]);
    const route = rows.find(({ name }) => name === "route");
    return {
      rows: [
        ...layerRows(rows),
        ...(route === undefined ? [] : [{ ...route, name: "short call, route" }]),
      ],
      views: [
        {
          title: "CPU ns per token",
          ratio: "ns",
          base: TITLES["bare"] ?? "",
          columns: [{ key: "ns", title: "ns", digits: 0 }],
        },
        {
          title: "CPU µs per call of 100 tokens",
          ratio: "ratio",
          columns: [
            { key: "alone", title: "without", digits: 1 },
            { key: "through", title: "through a route", digits: 1 },
            { key: "ratio", title: "×", digits: 3 },
          ],
        },
      ],
    };
  },
};

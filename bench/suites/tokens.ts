import type { Contestant } from "../contestants/contestant.ts";
import { interleave, promised, runnersOf, type Bench, type Runner } from "../lib/bench.ts";
import type { Row, View } from "../lib/results.ts";
import { runJob } from "../lib/worker.ts";
import {
  PACKING_TITLES,
  PACKINGS,
  workload,
  type Packing,
  type Workload,
} from "../upstream/workload.ts";
import { keyOf } from "../work/tokens.ts";
import type { Suite } from "./suite.ts";

const SIZES = [100, 1000, 10_000, 100_000];
/** What ratios are told of. */
const MAIN = 10_000;
/** The upstream has to be so many times as fast as the fastest reader. */
const MARGIN = 1.5;
const UPSTREAM = "upstream, nothing read";

interface Cell {
  readonly packing: Packing;
  readonly padded: boolean;
}

const CELLS: readonly Cell[] = [false, true].flatMap((padded) =>
  PACKINGS.map((packing) => ({ packing, padded })),
);
const QUICK: readonly Cell[] = [
  { packing: "block", padded: false },
  { packing: "block", padded: true },
];

const key = (cell: Cell, tokens: number, what: "cpu" | "wall"): string =>
  keyOf(workload({ ...cell, tokens }), what);

const isMain = ({ packing }: Cell): boolean => packing === "block";

/** How a cost grows is asked of one packing; what takes slow libraries seconds, of the others alone. */
function workloadsOf(cell: Cell, quick: boolean, always: boolean): Workload[] {
  const sizes = quick || !isMain(cell) ? [MAIN] : SIZES.filter((size) => always || size <= MAIN);
  return sizes.map((tokens) => workload({ ...cell, tokens }));
}

/** One packing is measured often; the others show that it matters little. */
function roundsOf(cell: Cell, quick: boolean): number {
  if (quick) return 1;
  return isMain(cell) ? 3 : 1;
}

/** Everyone reads the plain stream in one packing, the padded one who always takes part. */
function readersOf({ quick, contestants }: Bench, cell: Cell): readonly Contestant[] {
  if (quick ? cell.padded : !isMain(cell)) return promised(contestants);
  return cell.padded ? contestants.filter(({ always = false }) => always) : contestants;
}

async function run(bench: Bench): Promise<{ rows: Row[]; views: View[]; notes: string[] }> {
  const { quick } = bench;
  const cells = quick ? QUICK : CELLS;
  const rows = new Map<string, Row>();
  for (const cell of cells) {
    bench.tell(`${PACKING_TITLES[cell.packing]}${cell.padded ? ", padded" : ""}`);
    const readers = runnersOf(
      bench,
      readersOf(bench, cell),
      ({ always = false }) => ({
        work: "tokens",
        workloads: workloadsOf(cell, quick, always),
        repeat: 1,
      }),
      quick ? 1 : 2,
    );
    const runners = [
      ...readers,
      upstreamRunner(bench, () => [workload({ ...cell, tokens: MAIN })]),
    ];
    for (const row of await interleave(bench, roundsOf(cell, quick), runners)) {
      const known = rows.get(row.name);
      rows.set(row.name, { ...row, figures: { ...known?.figures, ...row.figures } });
    }
  }
  const all = [...rows.values()];
  return { rows: all, views: viewsOf(cells, quick), notes: slowSides(all, cells) };
}

function upstreamRunner({ origin, pinned }: Bench, workloads: () => Workload[]): Runner {
  return {
    name: UPSTREAM,
    kind: "upstream",
    run: async () => {
      const job = {
        work: "drain",
        contestant: "limit",
        workloads: workloads(),
        repeat: 1,
      } as const;
      return (await runJob({ ...job, origin }, pinned)).figures;
    },
  };
}

/** Whether the upstream was ever what was waited for. */
function slowSides(rows: readonly Row[], cells: readonly Cell[]): string[] {
  return cells.map((cell) => {
    const wall = key(cell, MAIN, "wall");
    const own = rows.find(({ name }) => name === UPSTREAM)?.figures[wall]?.median ?? Number.NaN;
    const [fastest] = rows
      .filter(({ name }) => name !== UPSTREAM)
      .map(({ name, figures }) => ({ name, us: figures[wall]?.median ?? Number.POSITIVE_INFINITY }))
      .toSorted((a, b) => a.us - b.us);
    const us = fastest?.us ?? Number.NaN;
    const packing = `${PACKING_TITLES[cell.packing]}${cell.padded ? ", padded" : ""}`;
    const told = `the upstream takes ${own.toFixed(2)} µs of wall time per token, the fastest reader (${fastest?.name}) ${us.toFixed(2)}`;
    return us >= MARGIN * own
      ? `${packing}: ${told}.`
      : `${packing}: ${told}: SLOW SIDE, read CPU alone here.`;
  });
}

function viewsOf(cells: readonly Cell[], quick: boolean): View[] {
  const summary = [false, true].map((padded): View => {
    const main = { packing: "block", padded } as const;
    const some = cells.filter((cell) => cell.padded === padded);
    return {
      title: `CPU µs per token, 10,000 tokens${padded ? ", padded" : ""}`,
      ratio: key(main, MAIN, "cpu"),
      columns: [
        ...some.map((cell) => ({ key: key(cell, MAIN, "cpu"), title: cell.packing, digits: 2 })),
        { key: key(main, MAIN, "wall"), title: "wall (block)", digits: 2 },
      ],
    };
  });
  if (quick) return summary;
  const details = cells.map((cell) => ({
    title: `CPU µs per token by length: ${PACKING_TITLES[cell.packing]}${cell.padded ? ", padded" : ""}`,
    ratio: key(cell, MAIN, "cpu"),
    detail: true,
    columns: [
      ...SIZES.map((size) => ({
        key: key(cell, size, "cpu"),
        title: size.toLocaleString("en"),
        digits: 2,
      })),
      { key: key(cell, MAIN, "wall"), title: "wall at 10,000", digits: 2 },
    ],
  }));
  return [...summary, ...details];
}

export const tokens: Suite = {
  name: "tokens",
  title: "Cost per token",
  about:
    "CPU of the client's process per token, over loopback, after a warm-up; `block`, `event`, `joined` and `cut` are ways of packing the same bytes. The limit is the least that any client does: bytes, `JSON.parse`, a callback.",
  run,
};

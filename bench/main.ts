// pnpm bench [--quick] [--only <suite>,…] [--replay <file>] [--out <file>]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";

import { keepAwake } from "./lib/awake.ts";
import { checked, type Bench } from "./lib/bench.ts";
import { LATEST } from "./lib/latest.ts";
import { busyOthers, load, machine, pinning, processors } from "./lib/machine.ts";
import { figure, type LeftOut, type Results, type SuiteResult } from "./lib/results.ts";
import { printed, tableOf } from "./lib/table.ts";
import { startUpstream } from "./lib/upstream.ts";
import { SUITES } from "./suites/all.ts";
import type { Suite } from "./suites/suite.ts";

/** A limit that a parser and `fetch` beat by more than this is none. */
const LIMIT_MARGIN = 1.15;
const MAIN_KEY = "block.plain.10000.cpu";
/** More than so many processors kept busy by others are told of loudly. */
const BUSY = 0.2;

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    replay: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: LATEST },
  },
});

function chosen(names: string): readonly Suite[] {
  if (names === "") return SUITES.filter(({ long = false }) => !(long && values.quick));
  return names.split(",").map((name) => {
    const suite = SUITES.find((one) => one.name === name);
    if (suite !== undefined) return suite;
    throw new Error(`no suite ${name}; there are ${SUITES.map((one) => one.name).join(", ")}`);
  });
}

async function awake<T>(action: () => Promise<T>): Promise<T> {
  using _awake = keepAwake(processors());
  return await action();
}

async function runSuite(
  suite: Suite,
  bench: Omit<Bench, "leaveOut">,
  before: number,
): Promise<SuiteResult> {
  const started = performance.now();
  const leftOut: LeftOut[] = [];
  const found = await awake(() =>
    suite.run({ ...bench, leaveOut: (out) => void leftOut.push(out) }),
  );
  const after = await busyOthers();
  const { name, title, about } = suite;
  const seconds = (performance.now() - started) / 1000;
  const rest = {
    leftOut,
    notes: found.notes ?? [],
    others: [before, after] as const,
    load: load(),
    seconds,
  };
  return { name, title, about, rows: found.rows, views: found.views, ...rest };
}

function show(suite: SuiteResult): void {
  const { title, about, views, leftOut, notes, others, load: loads, seconds } = suite;
  const lines = [`\n${title}`, about];
  for (const view of views.filter(({ detail }) => detail !== true)) {
    lines.push("", view.title, printed(tableOf(suite, view)));
  }
  lines.push("", ...notes, ...leftOut.map(({ name, why }) => `left out: ${name}: ${why}`));
  const busy = Math.max(...others);
  const told = `others kept ${others.map((one) => one.toFixed(2)).join(" and ")} processors busy before and after; load ${loads.join(" ")}; ${seconds.toFixed(0)} s`;
  lines.push(busy > BUSY ? `BUSY MACHINE, read with care: ${told}` : told);
  process.stdout.write(`${lines.join("\n")}\n`);
}

function voided(suites: readonly SuiteResult[]): string | undefined {
  const tokens = suites.find(({ name }) => name === "tokens");
  if (tokens === undefined) return undefined;
  const ratio =
    figure(tokens, "limit", MAIN_KEY) / figure(tokens, "fetch + eventsource-parser", MAIN_KEY);
  if (ratio <= LIMIT_MARGIN) return undefined;
  return `the limit takes ${ratio.toFixed(2)} × what fetch + eventsource-parser take: it is no limit`;
}

const suites = chosen(values.only);
const pinned = pinning();
using upstream = await startUpstream(pinned, values.replay);
const tell = (line: string): void => void process.stderr.write(`bench: ${line}\n`);
const bench = { quick: values.quick, origin: upstream.origin, pinned, replay: values.replay, tell };
const { good: contestants, leftOut, versions } = await checked(bench);
const done: SuiteResult[] = [];
const before = await busyOthers();
for (const suite of suites) {
  tell(`${suite.name}: ${suite.title}`);
  // What others did behind one suite, they did before the next.
  const busy = done.at(-1)?.others[1] ?? before;
  const result = await runSuite(suite, { ...bench, contestants }, busy);
  const told = { ...result, leftOut: [...leftOut, ...result.leftOut] };
  done.push(told);
  show(told);
}
const why = voided(done);
const results: Results = {
  date: new Date().toISOString().slice(0, 10),
  quick: values.quick,
  machine: machine(pinned),
  versions,
  suites: done,
  ...(why === undefined ? {} : { voided: why }),
};
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, `${JSON.stringify(results, undefined, 1)}\n`);
process.stdout.write(`\nwritten to ${values.out}\n`);
if (why !== undefined) {
  process.stdout.write(`VOID: ${why}\n`);
  process.exitCode = 1;
}

/**
 * `pnpm conformance:strength`: proves that the suite bites. Every broken provider must be told by the case
 * that is named for its rule, and the correct one must pass the whole suite.
 *
 *   --runs N      the correct provider N times (default 1)
 *   --matrix      every case on every broken provider: which ones tell
 *   --mutation    mutants of the correct provider and of core under the suite and the unit tests
 *   --room name   with --mutation: this room only, such as "core: redaction"; may be given again
 */
import { parseArgs } from "node:util";

import { openaiChat } from "../src/dialects/openai-chat.ts";
import { runConformance } from "../src/run-suite.ts";
import { BROKEN } from "../test/broken/all.ts";
import type { Broken } from "../test/broken/broken.ts";
import { ReferenceProvider } from "../test/reference/openai-chat.ts";
import { tryCase } from "../test/support/try-case.ts";
import { printTable } from "./strength/table.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1" },
    matrix: { type: "boolean", default: false },
    mutation: { type: "boolean", default: false },
    room: { type: "string", multiple: true },
  },
});

const survivors = await killTable();
const wrong = await correctRuns(Number(values.runs));
if (values.matrix) await matrix();
const weak = values.mutation && (await mutation());
process.exitCode = survivors + wrong === 0 && !weak ? 0 : 1;

/** How many broken providers their case does not tell. */
async function killTable(): Promise<number> {
  const rows: string[][] = [];
  let killed = 0;
  for (const { name, family, killedBy, bug, make, dialect } of BROKEN) {
    const { failure, ms } = await tryCase(killedBy, make, dialect, { attempts: 1 });
    const told = failure?.by === "case";
    if (told) killed++;
    rows.push([name, family, killedBy, told ? "killed" : "SURVIVED", `${ms}`, bug?.url ?? ""]);
  }
  printTable(["broken provider", "family", "case", "verdict", "ms", "public bug"], rows);
  const bugs = BROKEN.filter(({ bug }) => bug !== undefined).length;
  const rate = BROKEN.length === 0 ? 0 : Math.round((100 * killed) / BROKEN.length);
  say(`${killed} of ${BROKEN.length} killed (${rate} %), ${bugs} of them public bugs\n`);
  return BROKEN.length - killed;
}

/** How many cases failed on the correct provider, over all runs. */
async function correctRuns(runs: number): Promise<number> {
  let failures = 0;
  for (let run = 1; run <= runs; run++) {
    const report = await runConformance({
      create: (settings) => new ReferenceProvider(settings),
      dialect: openaiChat,
    });
    const { passed, failed, notApplicable, level, ms, cases } = report;
    const ids = cases.filter(({ status }) => status === "failed").map(({ id }) => id);
    const again = cases.filter(({ attempts }) => attempts > 1).length;
    say(
      `correct provider, run ${run}: ${passed} passed, ${failed} failed, ${notApplicable} not applicable, ` +
        `${again} tried again, level ${level}, ${ms} ms ${ids.join(" ")}`,
    );
    failures += failed;
  }
  say("");
  return failures;
}

/** The whole suite on every broken provider. */
async function matrix(): Promise<void> {
  const rows: string[][] = [];
  for (const broken of BROKEN)
    rows.push([broken.name, broken.killedBy, ...(await tellers(broken))]);
  printTable(["broken provider", "named case", "cases", "told by"], rows);
}

async function tellers({ make, dialect, killedBy }: Broken): Promise<string[]> {
  const report = await runConformance({
    create: make,
    dialect: dialect === null ? undefined : (dialect ?? openaiChat),
    transport: "memory",
    caseMs: 2_000,
  });
  const told = report.cases.filter(({ status }) => status === "failed").map(({ id }) => id);
  const others = told.filter((id) => id !== killedBy);
  const shown = others.length > 6 ? [...others.slice(0, 6), "…"] : others;
  return [String(told.length), shown.join(" ")];
}

/** Whether too many mutants survive. */
async function mutation(): Promise<boolean> {
  const { runMutation } = await import("./strength/mutation.ts");
  return await runMutation(values.room);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Gate } from "./gates.ts";
import { root } from "./root.ts";
import { runCommand } from "./run-command.ts";
import type { Tally } from "./tally.ts";
import { countVitest, type VitestReport } from "./vitest-report.ts";

/** How a gate ended. */
export interface GateResult {
  readonly tally: Tally;
  readonly seconds: number;
  /** What its commands printed. */
  readonly output: string;
}

const LIMIT_MS = 15 * 60_000;
/** Hundreds of processes of the tests load the same sources: stripping their types once is enough. */
const compiled = join(root, "node_modules", ".cache", "tests");

const textOf = (file: string): Promise<string | null> => readFile(file, "utf8").catch(() => null);

/** The report; null if there is none or it was cut off, which counts as a failure. */
function parseReport(text: string | null): VitestReport | null {
  try {
    const report: VitestReport | null = JSON.parse(text ?? "null");
    return report;
  } catch {
    return null;
  }
}

async function runVitest(
  projects: readonly string[],
  limitMs: number,
): Promise<Omit<GateResult, "seconds">> {
  const folder = await mkdtemp(join(tmpdir(), "g4f-report-"));
  const reportFile = join(folder, "report.json");
  const errorsFile = join(folder, "errors");
  const reporters = ["dot", "json", join(root, "scripts", "lib", "errors-reporter.ts")];
  const args = [
    "run",
    ...projects.flatMap((project) => ["--project", project]),
    ...reporters.map((reporter) => `--reporter=${reporter}`),
    `--outputFile.json=${reportFile}`,
  ];
  const { ok, output } = await runCommand("vitest", args, {
    cwd: root,
    env: { G4F_ERRORS_FILE: errorsFile, NODE_COMPILE_CACHE: compiled },
    limitMs,
  });
  const report = await textOf(reportFile);
  const errors = await textOf(errorsFile);
  await rm(folder, { recursive: true, force: true });
  return { tally: countVitest(parseReport(report), Number(errors ?? 0), ok), output };
}

async function runSteps({
  steps,
  projects,
  limitMs = LIMIT_MS,
}: Gate): Promise<Omit<GateResult, "seconds">> {
  const outputs: string[] = [];
  for (const [command, ...args] of steps) {
    const { ok, output } = await runCommand(command, args, { cwd: root, limitMs });
    outputs.push(`$ ${[command, ...args].join(" ")}\n${output}`);
    if (!ok) return { tally: { passed: 0, failed: 1, skipped: [] }, output: outputs.join("") };
  }
  const done: Tally = { passed: 1, failed: 0, skipped: [] };
  if (projects === undefined) return { tally: done, output: outputs.join("") };
  const { tally, output } = await runVitest(projects, limitMs);
  return { tally, output: outputs.join("") + output };
}

/**
 * Runs a gate. One that counts no tests is itself one test; one that does fails as one if a step
 * before its tests fails.
 */
export async function runGate(gate: Gate): Promise<GateResult> {
  const began = performance.now();
  const result = await runSteps(gate);
  return { ...result, seconds: (performance.now() - began) / 1000 };
}

import { writeFile } from "node:fs/promises";

import { Progress, type ProgressStream } from "./command/progress.ts";
import { supervise } from "./command/supervise.ts";
import { ConformanceUsageError, type ConformanceTarget } from "./command/target.ts";
import type { Report } from "./report.ts";
import { formatBadge } from "./reporters/badge.ts";
import { REPORTERS } from "./reporters/reporters.ts";
import { selectCases } from "./run-suite.ts";

export { createProviderPackage, type Scaffolded, type ScaffoldOptions } from "./scaffold.ts";
export { ConformanceUsageError, type ConformanceTarget } from "./command/target.ts";
export type { ProgressStream } from "./command/progress.ts";
export type { Report } from "./report.ts";
export { REPORTERS } from "./reporters/reporters.ts";

/** What a command line says. */
export interface ConformanceCommand {
  readonly target: ConformanceTarget;
  /** Runs only the cases whose id or rule contains this text. */
  readonly filter?: string | undefined;
  /** Name of a reporter. Default: `pretty`. */
  readonly reporter?: string | undefined;
  /** Where to write a badge (SVG). */
  readonly badge?: string | undefined;
  /** The report goes here, and nothing else. */
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: ProgressStream;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Judges a provider in a process of its own and prints the report. All is well only where
 * `report.failed` is 0 and `report.passed` is not.
 * @throws ConformanceUsageError where there is nothing to judge or a name is unknown.
 */
export async function runConformanceCommand(command: ConformanceCommand): Promise<Report> {
  const { target, filter, reporter = "pretty", badge, stdout, stderr, signal } = command;
  const format = Object.entries(REPORTERS).find(([name]) => name === reporter)?.[1];
  if (format === undefined) {
    const names = Object.keys(REPORTERS).join(", ");
    throw new ConformanceUsageError(`no reporter is named ${JSON.stringify(reporter)}: ${names}`);
  }
  if (selectCases(filter).length === 0) {
    throw new ConformanceUsageError(`no case has ${JSON.stringify(filter)} in its id or rule`);
  }
  const progress = new Progress(stderr);
  try {
    const report = await supervise(
      { target, filter },
      { onCase: (one, of) => progress.onCase(one, of), signal },
    );
    progress.end();
    stdout.write(format(report));
    if (badge !== undefined) await writeFile(badge, formatBadge(report));
    return report;
  } finally {
    progress.end();
  }
}

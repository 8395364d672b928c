import type { Case } from "./case.ts";
import type { CaseReport, Report } from "./report.ts";
import { Run, type RunSettings } from "./run.ts";
import { CASES } from "./suite.ts";

/** What {@link runConformance} takes. */
export interface RunOptions extends RunSettings {
  /** Runs only the cases whose id or rule contains this text. */
  readonly filter?: string | undefined;
  /** Told of each case as it is over. */
  readonly onCase?: ((report: CaseReport) => void) | undefined;
}

/** Runs the suite on one provider, one case after the other. Never rejects. */
export async function runConformance(options: RunOptions): Promise<Report> {
  const run = new Run(options);
  for (const one of selectCases(options.filter)) {
    const report = await run.case(one);
    options.onCase?.(report);
  }
  return run.report();
}

/** The cases whose id or rule contains `filter`, upper and lower case alike; all without one. */
export function selectCases(filter: string | undefined): readonly Case[] {
  if (filter === undefined) return CASES;
  const wanted = filter.toLowerCase();
  return CASES.filter(({ id, rule }) => `${id}\n${rule}`.toLowerCase().includes(wanted));
}

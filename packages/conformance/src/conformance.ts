import type { Case } from "./case.ts";
import type { CaseReport, Report } from "./report.ts";
import { CASE_DEADLINE_MS } from "./run-case.ts";
import { selectCases } from "./run-suite.ts";
import { Run, type RunSettings } from "./run.ts";
import { showFailure } from "./show-failure.ts";

/** How long a runner must wait for one case at least: all its attempts, and the first examination. */
const RUNNER_MS = 4 * CASE_DEADLINE_MS;

/** What {@link conformance} takes: a test runner, and a provider. */
export interface ConformanceOptions extends RunSettings {
  /** `describe` of vitest, node:test, jest or mocha. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** `it` or `test` of the same. */
  readonly it: (
    name: string,
    body: (...context: unknown[]) => Promise<void>,
    timeoutMs: number,
  ) => unknown;
  /** Runs only the cases whose id or rule contains this text. */
  readonly filter?: string | undefined;
}

/** What a suite that was handed to a runner tells of itself. */
export interface Conformance {
  /** What the cases that have run so far come to. */
  readonly report: () => Report;
}

/**
 * Hands the suite to a test runner: one test for each case. There is nothing to switch a case off with;
 * one that does not apply to provider or wire is skipped with the reason, where the runner can skip.
 */
export function conformance(options: ConformanceOptions): Conformance {
  const { describe, it, filter, ...settings } = options;
  const run = new Run(settings);
  describe(`conformance (${settings.dialect?.name ?? "wireless"})`, () => {
    for (const one of selectCases(filter)) {
      it(`${one.id}: ${one.rule}`, async (...context) => judge(one, run, context), RUNNER_MS);
    }
  });
  return { report: () => run.report() };
}

/** A runner's own way to skip, on the first argument of a test (vitest, node:test). */
interface Skipping {
  readonly skip: (reason: string) => void;
}

async function judge(one: Case, run: Run, [context]: readonly unknown[]): Promise<void> {
  const report = await run.case(one);
  if (report.status === "failed") throw new ConformanceError(report);
  if (report.status === "not-applicable" && canSkip(context)) context.skip(report.reason ?? "");
}

function canSkip(context: unknown): context is Skipping {
  return (
    (typeof context === "object" || typeof context === "function") &&
    context !== null &&
    "skip" in context &&
    typeof context.skip === "function"
  );
}

/** What a runner shows of a case that failed. */
class ConformanceError extends Error {
  override readonly name: string = "ConformanceError";

  constructor(report: CaseReport) {
    super(`${report.id}\n${showFailure(report).join("\n")}`);
    // Where the case lies in the suite helps nobody who writes a provider.
    this.stack = `${this.name}: ${this.message}`;
  }
}

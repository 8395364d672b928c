import type { CaseReport, Report } from "../report.ts";
import { makeReport } from "../report.ts";
import { CASES } from "../suite.ts";
import type { Order } from "./messages.ts";

/** A report of a run that was cut off: the case under way failed by it, the others were not run. */
export function completeReport(
  { target }: Order,
  ids: readonly string[],
  cases: readonly CaseReport[],
  why: string,
): Report {
  const over = new Set(cases.map(({ id }) => id));
  const missing = CASES.filter(({ id }) => ids.includes(id) && !over.has(id));
  const failed = missing.map(({ id, level, rule, proves }, index): CaseReport => {
    const message = index === 0 ? why : `not run: before it ${why}`;
    const failure = {
      message,
      received: why,
      expected: "a process that goes on",
      by: "run" as const,
    };
    return { id, level, rule, proves, status: "failed", ms: 0, attempts: 1, failure };
  });
  const all = [...cases, ...failed];
  const ms = all.reduce((sum, one) => sum + one.ms, 0);
  const report = makeReport(all, {
    manifest: undefined,
    dialect: undefined,
    transport: undefined,
    ms,
  });
  return { ...report, provider: target.export ?? target.module };
}

/** A report whose first case failed by something that no case saw. */
export function spoil(report: Report, why: string): Report {
  const [first, ...others] = report.cases;
  if (first === undefined) return report;
  const failure = {
    message: `the provider ${why}`,
    received: why,
    expected: "a provider that leaves the streams of its process alone",
    by: "watch" as const,
  };
  const { passed, failed } = report;
  const alreadyFailed = first.status === "failed";
  return {
    ...report,
    cases: [{ ...first, status: "failed", failure }, ...others],
    passed: passed - (first.status === "passed" ? 1 : 0),
    failed: failed + (alreadyFailed ? 0 : 1),
    notApplicable: report.notApplicable - (first.status === "not-applicable" ? 1 : 0),
    level: "none",
    levels: [],
  };
}

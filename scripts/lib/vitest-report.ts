import type { Tally } from "./tally.ts";

interface Assertion {
  readonly status?: string;
  readonly fullName?: string;
}

interface TestFile {
  readonly name?: string;
  readonly status?: string;
  readonly assertionResults?: readonly Assertion[];
}

/** The parts of vitest's JSON report that are counted. */
export interface VitestReport {
  readonly testResults?: readonly TestFile[];
}

const left = new Set(["skipped", "pending", "todo", "disabled"]);

function countFile({ name = "", status, assertionResults = [] }: TestFile): Tally {
  const failed = assertionResults.filter((test) => test.status === "failed").length;
  // A file that did not load, or whose hook failed, has no failed test but is one failure.
  const broken = status === "failed" && failed === 0 ? 1 : 0;
  return {
    passed: assertionResults.filter((test) => test.status === "passed").length,
    failed: failed + broken,
    skipped: assertionResults
      .filter((test) => left.has(test.status ?? ""))
      .map((test) => `${name} > ${test.fullName ?? "?"}`),
  };
}

/**
 * Counts a run of vitest from its JSON report (null if it wrote none), the number of errors outside
 * of tests, and whether it said that it succeeded. A run that failed counts at least one failure,
 * and so does one without a test.
 */
export function countVitest(report: VitestReport | null, errors: number, ok: boolean): Tally {
  const files = (report?.testResults ?? []).map(countFile);
  const passed = files.reduce((total, file) => total + file.passed, 0);
  const failed = files.reduce((total, file) => total + file.failed, errors);
  const unexplained = failed === 0 && (!ok || passed === 0) ? 1 : 0;
  return { passed, failed: failed + unexplained, skipped: files.flatMap((file) => file.skipped) };
}

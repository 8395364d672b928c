import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import ErrorsReporter from "../lib/errors-reporter.ts";
import { closingLine, isGood, sum } from "../lib/tally.ts";
import { countVitest } from "../lib/vitest-report.ts";

const file = (name: string, status: string, ...tests: readonly string[]) => ({
  name,
  status,
  assertionResults: tests.map((state, index) => ({ status: state, fullName: `test ${index}` })),
});

test("tests are counted by their own status, type tests like others", () => {
  const report = {
    testResults: [
      file("a.test.ts", "passed", "passed", "passed"),
      file("b.test-d.ts", "failed", "passed", "failed"),
    ],
  };
  expect(countVitest(report, 0, false)).toEqual({ passed: 3, failed: 1, skipped: [] });
});

test("skipped tests and those to do are listed by name", () => {
  const report = {
    testResults: [file("a.test.ts", "passed", "passed", "skipped", "todo", "pending")],
  };
  expect(countVitest(report, 0, true)).toEqual({
    passed: 1,
    failed: 0,
    skipped: ["a.test.ts > test 1", "a.test.ts > test 2", "a.test.ts > test 3"],
  });
});

test("a file that did not load, or whose hook failed, is one failure", () => {
  const report = {
    testResults: [file("a.test.ts", "failed"), file("b.test.ts", "failed", "passed", "skipped")],
  };
  expect(countVitest(report, 0, false)).toMatchObject({ passed: 1, failed: 2 });
});

test("errors outside of tests are failures", () => {
  const report = { testResults: [file("a.test.ts", "passed", "passed")] };
  expect(countVitest(report, 2, false)).toEqual({ passed: 1, failed: 2, skipped: [] });
});

test.each([
  ["no report", null, false],
  ["no report of a run that says it succeeded", null, true],
  ["an empty report", {}, true],
  ["no test", { testResults: [] }, true],
  ["only skipped tests", { testResults: [file("a.test.ts", "passed", "skipped")] }, true],
  [
    "a failure that the report does not tell",
    { testResults: [file("a", "passed", "passed")] },
    false,
  ],
])("%s is a failure", (_name, report, ok) => {
  expect(countVitest(report, 0, ok).failed).toBe(1);
});

test("the closing line names the skipped only if there are any", () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: [] })).toBe("3 passed, 0 failed");
  expect(closingLine({ passed: 3, failed: 1, skipped: ["x"] })).toBe(
    "3 passed, 1 failed, 1 skipped",
  );
});

test("gates are added up, and a run in which nothing passed is not good", () => {
  const one = { passed: 1, failed: 0, skipped: [] };
  const other = { passed: 2, failed: 1, skipped: ["x"] };
  expect(sum([one, other])).toEqual({ passed: 3, failed: 1, skipped: ["x"] });
  expect([one, other, sum([])].map(isGood)).toEqual([true, false, false]);
});

test("the reporter writes the number of errors outside of tests", async () => {
  const folder = await mkdtemp(join(tmpdir(), "g4f-errors-"));
  const before = process.env["G4F_ERRORS_FILE"];
  process.env["G4F_ERRORS_FILE"] = join(folder, "errors");
  try {
    await writeFile(join(folder, "errors"), "0");
    new ErrorsReporter().onTestRunEnd([], [new Error("unhandled")]);
    expect(await readFile(join(folder, "errors"), "utf8")).toBe("1");
  } finally {
    if (before === undefined) delete process.env["G4F_ERRORS_FILE"];
    else process.env["G4F_ERRORS_FILE"] = before;
    await rm(folder, { recursive: true });
  }
});

test("the reporter names a test when it fails, and is silent about others", () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const result = (state: string) => ({ state, errors: [{ message: "expected 1\nto be 2" }] });
  const module = { relativeModuleId: "a.test.ts" };
  try {
    const reporter = new ErrorsReporter();
    reporter.onTestCaseResult({ fullName: "good", module, result: () => result("passed") });
    reporter.onTestCaseResult({ fullName: "bad", module, result: () => result("failed") });
    expect(write.mock.calls).toEqual([["\nfailed: a.test.ts > bad: expected 1\n"]]);
  } finally {
    write.mockRestore();
  }
});

import { writeFileSync } from "node:fs";

/** The parts of vitest's `TestCase` that are told. */
interface TestCase {
  readonly fullName: string;
  readonly module: { readonly relativeModuleId: string };
  result(): {
    readonly state: string;
    readonly errors?: readonly { readonly message: string }[] | undefined;
  };
}

/**
 * A vitest reporter for what its others leave out: names each failed test when it fails, so that a run
 * which is ended early still tells of it, and writes the number of errors outside of tests, such as
 * unhandled rejections, to the file named by G4F_ERRORS_FILE.
 */
export default class ErrorsReporter {
  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    if (state !== "failed") return;
    const [why = ""] = errors?.[0]?.message.split("\n") ?? [];
    process.stdout.write(`\nfailed: ${test.module.relativeModuleId} > ${test.fullName}: ${why}\n`);
  }

  onTestRunEnd(_modules: readonly unknown[], errors: readonly unknown[]): void {
    const file = process.env["G4F_ERRORS_FILE"];
    if (file !== undefined) writeFileSync(file, String(errors.length));
  }
}

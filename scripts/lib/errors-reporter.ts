import { writeFileSync } from "node:fs";

/**
 * A vitest reporter for what its JSON report leaves out: writes the number of errors outside of
 * tests, such as unhandled rejections, to the file named by G4F_ERRORS_FILE.
 */
export default class ErrorsReporter {
  onTestRunEnd(_modules: readonly unknown[], errors: readonly unknown[]): void {
    const file = process.env["G4F_ERRORS_FILE"];
    if (file !== undefined) writeFileSync(file, String(errors.length));
  }
}

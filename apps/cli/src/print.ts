import { CliError } from "./exit-status.ts";
import { reasonOf } from "./reason.ts";
import type { Output } from "./terminal.ts";

/** Nobody reads stdout any more: `| head`. No failure of ours. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

/** What a failed write to stdout means: {@link OutputClosed}, or a `CliError` of code `io`. */
export function outputError(error: unknown): Error {
  return (error as NodeJS.ErrnoException).code === "EPIPE"
    ? new OutputClosed()
    : new CliError("io", `stdout could not be written: ${reasonOf(error)}`);
}

/**
 * Writes `text`, and resolves when it was handed to the system: a pipe would lose it at exit.
 * @throws CliError `io`, or {@link OutputClosed}.
 */
export async function print(stdout: Output, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stdout.write(text, (error) => {
      // What failed first says more than that nothing can be written since.
      if (error) reject(outputError(stdout.errored ?? error));
      else resolve();
    });
  });
}

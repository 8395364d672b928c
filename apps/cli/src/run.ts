import { ProviderError } from "@g4f/core";
import { CommanderError } from "commander";

import type { Terminal } from "./ask.ts";
import { CliError, EXIT_STATUS } from "./exit-status.ts";
import { createProgram } from "./program.ts";

/** Runs one command line; resolves with the exit status and never rejects. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  try {
    await createProgram(terminal, version).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    return report(error, terminal);
  }
}

function report(error: unknown, { stderr }: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_STATUS.usage;
  if (error instanceof CliError || ProviderError.is(error)) {
    const hint = error.code === "model_gone" ? " (--base-url <url>)" : "";
    stderr.write(`g4f: ${error.code}: ${error.message}${hint}\n`);
    return EXIT_STATUS[error.code];
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  stderr.write(`g4f: internal: ${words}; please report it\n`);
  return EXIT_STATUS.internal;
}

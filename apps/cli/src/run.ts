import { CommanderError } from "commander";

import { CliError, EXIT_STATUS } from "./exit-status.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./terminal.ts";

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
    return await report(error, terminal);
  }
}

async function report(error: unknown, { stderr }: Terminal): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0 && error.code !== "commander.help") {
      const line = error.message.replace(/^error: /, "").replaceAll(/\s*\n\s*/g, " ");
      stderr.write(`g4f: usage: ${line.trim()}; g4f --help shows what there is\n`);
    }
    return error.exitCode === 0 ? 0 : EXIT_STATUS.usage.status;
  }
  // Loaded by whoever threw one of its errors.
  const { ProviderError } = await import("@g4f/core");
  if (error instanceof CliError || ProviderError.is(error)) {
    const hint = error.code === "model_gone" ? " (--base-url <url>)" : "";
    stderr.write(`g4f: ${error.code}: ${error.message}${hint}\n`);
    return EXIT_STATUS[error.code].status;
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  stderr.write(`g4f: internal: ${words}; please report it\n`);
  return EXIT_STATUS.internal.status;
}

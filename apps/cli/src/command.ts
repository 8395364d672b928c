import type { Command } from "commander";

import type { Terminal } from "./terminal.ts";

/**
 * Adds a command to the program. Its file holds flags and help alone: what the command needs is
 * imported when it runs, so that no command pays for another.
 */
export type AddCommand = (program: Command, terminal: Terminal) => void;

/** Examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

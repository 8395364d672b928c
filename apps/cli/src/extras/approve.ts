import { createInterface } from "node:readline";

import type { ToolCall } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Terminal } from "../terminal.ts";
import type { ExtraOptions } from "./flags.ts";

/** Whether a call of a tool may be made. */
export type Approve = (call: ToolCall) => Promise<boolean>;

/**
 * Asks whoever sits at the terminal before each call; undefined where `--yes` answers for all of them.
 * @throws CliError `usage` where nobody is there to be asked.
 */
export function approver(
  { tools, yes }: ExtraOptions,
  { stdin, stderr, signal }: Terminal,
): Approve | undefined {
  if (tools === undefined || yes === true) return undefined;
  if (stdin.isTTY !== true) {
    const why = "--tools asks before each call, and stdin is no terminal";
    throw new CliError("usage", `${why}: add --yes to allow all of them`);
  }
  return async (call) => {
    const reader = createInterface({ input: stdin, terminal: false, signal });
    stderr.write(questionOf(call));
    try {
      return isYes(await lineOf(reader));
    } finally {
      reader.close();
    }
  };
}

/** The next line; empty where there is none any more. */
async function lineOf(reader: ReturnType<typeof createInterface>): Promise<string> {
  return await new Promise((resolve) => {
    reader.once("line", resolve);
    reader.once("close", () => resolve(""));
  });
}

/** What is asked before a call. */
function questionOf({ name, arguments: args }: ToolCall): string {
  return `g4f: ${neutraliseLine(`call ${name} ${args}`)}? [y/N] `;
}

/** Everything but a yes is a no. */
function isYes(answer: string): boolean {
  return /^\s*y(es)?\s*$/i.test(answer);
}

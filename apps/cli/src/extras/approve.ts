import { createInterface } from "node:readline";

import type { ToolCall } from "@g4f/core";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { Terminal } from "../terminal.ts";
import type { ExtraOptions } from "./flags.ts";

/** Whether a call of a tool may be made. */
export type Approve = (call: ToolCall) => Promise<boolean>;

/**
 * Whether somebody is asked before each call.
 * @throws CliError `usage` where nobody is there who could be.
 */
export function needsApproval(
  { tools, yes }: ExtraOptions,
  { stdin }: Pick<Terminal, "stdin">,
): boolean {
  if (tools === undefined || yes === true) return false;
  if (stdin.isTTY === true) return true;
  const why = "--tools asks before each call, and stdin is no terminal";
  throw new CliError("usage", `${why}: add --yes to allow all of them`);
}

/**
 * Asks whoever sits at the terminal; undefined where `--yes` answers for all calls.
 * @throws as `needsApproval`.
 */
export function approver(options: ExtraOptions, terminal: Terminal): Approve | undefined {
  if (!needsApproval(options, terminal)) return undefined;
  const { stdin, stderr, signal } = terminal;
  return async (call) => {
    const reader = createInterface({ input: stdin, terminal: false, signal });
    stderr.write(questionOf(call));
    try {
      const line = await lineOf(reader);
      // Nobody pressed Enter: what follows begins a line of its own.
      if (line === undefined) stderr.write("\n");
      return isYes(line ?? "");
    } finally {
      reader.close();
    }
  };
}

/** The next line; undefined where there is none any more. */
async function lineOf(reader: ReturnType<typeof createInterface>): Promise<string | undefined> {
  return await new Promise((resolve) => {
    reader.once("line", resolve);
    reader.once("close", () => resolve(undefined));
  });
}

/** What is asked before a call. */
export function questionOf({ name, arguments: args }: ToolCall): string {
  return `g4f: ${neutraliseLine(`call ${name} ${args}`)}? [y/N] `;
}

/** Everything but a yes is a no. */
export function isYes(answer: string): boolean {
  return /^\s*y(es)?\s*$/i.test(answer);
}

import type { Command, Option } from "commander";

import { optionsOf } from "./options.ts";

/** What is being written. */
export interface Situation {
  /** The innermost command named so far. */
  readonly command: Command;
  /** A word of the command, or the value of a flag, given by the flag's long name. */
  readonly wants: { readonly kind: "word" } | { readonly kind: "value"; readonly name: string };
  /** What stands before the value in the same word: `--model=`. */
  readonly prefix: string;
  /** The value as far as it is written. */
  readonly current: string;
}

/** Reads a command line of which the last word is being written. */
export function situationOf(program: Command, words: readonly string[]): Situation {
  const last = words.at(-1) ?? "";
  const { command, open } = read(program, words.slice(0, -1));
  if (open !== undefined && isValueOf(open, last)) return value(command, open, "", last);
  const [, flag = "", rest = ""] = /^(--[^=]+)=(.*)$/s.exec(last) ?? [];
  const joined = flag === "" ? undefined : openedBy(command, flag);
  if (joined !== undefined) return value(command, joined, `${flag}=`, rest);
  return { command, wants: { kind: "word" }, prefix: "", current: last };
}

/** Which command the words lead to, and the flag whose value comes next. */
function read(
  program: Command,
  words: readonly string[],
): { readonly command: Command; readonly open: Option | undefined } {
  let command = program;
  let open: Option | undefined;
  for (const word of words) {
    if (open !== undefined && isValueOf(open, word)) open = undefined;
    else if (word.startsWith("-")) open = openedBy(command, word);
    else command = command.commands.find((one) => one.name() === word) ?? command;
  }
  return { command, open };
}

/** What need not have a value has none where a flag begins. */
function isValueOf(option: Option, word: string): boolean {
  return !option.optional || !word.startsWith("-");
}

function value(command: Command, option: Option, prefix: string, current: string): Situation {
  return { command, wants: { kind: "value", name: option.long ?? "" }, prefix, current };
}

/** The flag that takes the next word as its value. */
function openedBy(command: Command, word: string): Option | undefined {
  return optionsOf(command).find(
    ({ long, short, required, optional }) =>
      (required || optional) && (word === long || word === short),
  );
}

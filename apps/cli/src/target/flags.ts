import { InvalidArgumentError, type Command } from "commander";

import { secondsOf } from "./seconds.ts";

/** Adds the flags of a {@link Choice} to a command that calls a provider. */
export function addTargetFlags(command: Command): Command {
  return command
    .option("-p, --provider <name>", "who answers")
    .option("-m, --model <id>", "which model; provider:model names both")
    .option("-r, --route <name>", "a route of the configuration, in place of a provider")
    .option("-s, --system <text>", "system prompt; @name takes one from the configuration")
    .option("--base-url <url>", "a server of your own")
    .option("--proxy <url>", "an HTTP, HTTPS, SOCKS5 or SOCKS5h proxy")
    .option("--cookies <file>", "cookies for it, in any form; no others are used then")
    .option("--account <name>", "whose key goes with it, of those that g4f auth set kept")
    .option("--timeout <seconds>", "longest time for the whole answer", seconds)
    .option("-o, --option <key=value>", "an option of the provider; may be repeated", option);
}

function seconds(text: string): number {
  const value = secondsOf(text);
  if (value === undefined) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}

/** Values are JSON where they can be (`7`, `true`), else text. */
function option(
  pair: string,
  before: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError("Write it as key=value.");
  }
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries([...Object.entries(before), [key, jsonOrText(value)]]);
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import { CliError } from "../exit-status.ts";
import { exitCodes } from "./exit-codes.ts";

const TOPICS: Readonly<Record<string, () => string>> = { "exit-codes": exitCodes };

/** Adds `g4f help`. */
export const addHelp: AddCommand = (program, terminal) => {
  program
    .command("help")
    .description(`Explains a command, or a topic: ${Object.keys(TOPICS).join(", ")}.`)
    .argument("[topic...]", "a command or a topic")
    .addHelpText("after", examples("g4f help ask", "g4f help exit-codes"))
    .action(async (words: string[]) => {
      const [topic = ""] = words;
      if (Object.hasOwn(TOPICS, topic)) terminal.stdout.write(TOPICS[topic]?.() ?? "");
      else (await commandOf(program, words)).outputHelp();
    });
};

async function commandOf(program: Command, words: readonly string[]): Promise<Command> {
  let command = program;
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) throw await unknownTopic(word, command);
    command = next;
  }
  return command;
}

async function unknownTopic(word: string, { commands, parent }: Command): Promise<CliError> {
  const { suggest } = await import("@g4f/core");
  const topics = parent === null ? Object.keys(TOPICS) : [];
  const known = suggest(word, [...commands.map((one) => one.name()), ...topics]);
  return new CliError("usage", `there is no help on ${JSON.stringify(word)}${known}`);
}

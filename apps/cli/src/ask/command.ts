import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import { addExtraFlags } from "../extras/flags.ts";
import { addTargetFlags } from "../target/flags.ts";
import type { AskOptions } from "./ask.ts";

/** Adds `g4f ask`. */
export const addAsk: AddCommand = (program, terminal) => {
  const added = program
    .command("ask")
    .description("Streams one answer to stdout.")
    .argument("[prompt...]", "what to ask; with it, piped stdin is context");
  addExtraFlags(addTargetFlags(added))
    .option("-f, --prompt-file <file>", "read the prompt from a file")
    .option("--json", "one JSON object a line: each chunk, then the result")
    .option("--no-stream", "print the answer when it is complete")
    .option("--usage", "tell on stderr what the answer cost")
    .option("--raw", "print control characters of the answer to a terminal too")
    .addHelpText(
      "after",
      examples(
        'g4f ask --provider eliza "I am tired"',
        "g4f --offline ask --option seed=7 I am tired",
        "git diff | g4f ask Write a commit message",
        "g4f ask --route main --usage Hello",
        "g4f ask --file receipt.png --schema ./receipt.json What did I pay?",
        'g4f ask --json "Hello" | jq -r "select(.type == \\"result\\").text"',
      ),
    )
    .action(async (words: string[], _own: AskOptions, command: Command) => {
      const { ask } = await import("./ask.ts");
      await ask(words, command.optsWithGlobals<AskOptions>(), terminal);
    });
};

import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import { addExtraFlags } from "../extras/flags.ts";
import { addTargetFlags } from "../target/flags.ts";
import type { ChatOptions } from "./chat.ts";

/** Adds `g4f chat`. */
export const addChat: AddCommand = (program, terminal) => {
  const added = program.command("chat").description("Talks with a model, and keeps what was said.");
  addExtraFlags(addTargetFlags(added))
    .option("-c, --continue [name]", "go on with a chat, by default the last one")
    .option("--no-save", "keep nothing of this chat")
    .option("--raw", "print control characters of answers to a terminal too")
    .addHelpText(
      "after",
      examples(
        "g4f chat --provider eliza",
        "g4f --offline chat",
        "g4f chat --route main",
        "g4f chat --file paper.pdf",
        "g4f chat --continue",
        "g4f chat --model acme:acme-1 --system @reviewer --no-save",
      ),
    )
    .action(async (_own: ChatOptions, command: Command) => {
      const { chat } = await import("./chat.ts");
      await chat(command.optsWithGlobals<ChatOptions>(), terminal);
    });
};

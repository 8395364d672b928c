import { Argument, type Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import { SCRIPTS } from "./scripts.ts";

/** What the scripts call; nobody else has to know it. */
const COMPLETE = "__complete";

/** Adds `g4f completion`, and the hidden command behind it. */
export const addCompletion: AddCommand = (program, terminal) => {
  program
    .command("completion")
    .description("Prints what makes a shell complete commands, flags, providers and models.")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SCRIPTS)))
    .addHelpText(
      "after",
      examples(
        "g4f completion bash >> ~/.bashrc",
        "g4f completion zsh > ~/.zfunc/_g4f",
        "g4f completion fish > ~/.config/fish/completions/g4f.fish",
      ),
    )
    .action((shell: keyof typeof SCRIPTS) => {
      terminal.stdout.write(SCRIPTS[shell]);
    });
  program
    .command(COMPLETE, { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action(async (words: string[], _own: object, command: Command) => {
      const { candidates } = await import("./candidates.ts");
      const found = await candidates(program, words, command.optsWithGlobals(), terminal);
      for (const { value, description } of found) {
        terminal.stdout.write(`${value}\t${description}\n`);
      }
    });
};

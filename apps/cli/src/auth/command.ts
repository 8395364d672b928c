import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { KeyOptions, ListOptions } from "./options.ts";

/** Adds `g4f auth`. */
export const addAuth: AddCommand = (program, terminal) => {
  const auth = program
    .command("auth")
    .description("Keeps keys of providers, each for its own address.")
    .addHelpText(
      "after",
      examples("g4f auth set openai", "g4f auth list", "g4f auth remove openai"),
    );
  addWhich(auth.command("set"), "a name for it, where one provider has several keys")
    .description("Asks for a key and keeps it; from stdin where that is no terminal.")
    // Anything else may be a key: it is refused in words that do not show it.
    .argument("<provider...>", "whose key it is; never the key itself")
    .allowUnknownOption()
    .option("--keychain", "keep it in the keychain of the system, and its name in the file")
    .addHelpText(
      "after",
      examples(
        "g4f auth set openai",
        "g4f auth set groq --account work",
        "pass show groq | g4f auth set groq",
        "g4f auth set openai --base-url https://llm.example.com/v1 --keychain",
      ),
    )
    .action(async (words: string[], options: KeyOptions) => {
      const { setKey } = await import("./set-key.ts");
      await setKey(words, options, terminal);
    });
  auth
    .command("list")
    .description("Lists the keys that were kept, and shows none of them.")
    .argument("[provider]", "only those of this one")
    .option("--account <name>", "only those of this account")
    .option("--json", "one JSON object a line")
    .addHelpText("after", examples("g4f auth list", "g4f auth list openai --json"))
    .action(async (provider: string | undefined, options: ListOptions) => {
      const { listKeys } = await import("./list-keys.ts");
      await listKeys(provider, options, terminal);
    });
  addWhich(auth.command("remove"), "that of this account")
    .description("Forgets a key.")
    .argument("<provider>", "whose key it is")
    .addHelpText(
      "after",
      examples("g4f auth remove openai", "g4f auth remove openai --account work"),
    )
    .action(async (provider: string, options: KeyOptions) => {
      const { removeKey } = await import("./remove-key.ts");
      await removeKey(provider, options, terminal);
    });
};

function addWhich(command: Command, account: string): Command {
  return command
    .option("--account <name>", account)
    .option("--base-url <url>", "a server of your own, in place of the provider's address");
}

import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { ModelsOptions } from "./models.ts";
import type { ProvidersOptions } from "./providers.ts";

/** Adds `g4f providers` and `g4f models`. */
export const addListings: AddCommand = (program, terminal) => {
  program
    .command("providers")
    .description("Lists who may be asked: state, credentials, models, abilities.")
    .argument("[name]", "only this one")
    .option("--check", "see whether each that could answer is reachable")
    .option("--json", "one JSON object a line")
    .addHelpText(
      "after",
      examples(
        "g4f providers",
        "g4f providers --check",
        'g4f providers --json | jq -r "select(.state == \\"works\\").name"',
      ),
    )
    .action(async (name: string | undefined, _own: ProvidersOptions, command: Command) => {
      const { listProviders } = await import("./providers.ts");
      await listProviders(name, command.optsWithGlobals<ProvidersOptions>(), terminal);
    });
  program
    .command("models")
    .description("Lists the models of all providers, or of one.")
    .argument("[provider]", "only the models of this one")
    .option("--live", "ask the provider's server which models it has now")
    .option("--json", "one JSON object a line")
    .addHelpText("after", examples("g4f models", "g4f models eliza", "g4f models --json"))
    .action(async (provider: string | undefined, _own: ModelsOptions, command: Command) => {
      const { listModels } = await import("./models.ts");
      await listModels(provider, command.optsWithGlobals<ModelsOptions>(), terminal);
    });
};

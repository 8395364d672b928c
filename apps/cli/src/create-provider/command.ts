import { Option } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { CreateOptions } from "./create.ts";

/** Adds `g4f create-provider`. */
export const addCreateProvider: AddCommand = (program, terminal) => {
  program
    .command("create-provider")
    .description("Writes a package with a new provider, whose suite is green as it stands.")
    .argument("<name>", "such as acme-cloud")
    .addOption(
      new Option("--wire <name>", "what it speaks")
        .choices(["openai", "sse", "ndjson", "none"])
        .default("sse"),
    )
    .addHelpText("after", examples("g4f create-provider acme --wire openai"))
    .action(async (name: string, options: CreateOptions) => {
      const { create } = await import("./create.ts");
      await create(name, options, terminal);
    });
};

import { Option } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { JudgeOptions } from "./judge.ts";

/** Adds `g4f conformance`. */
export const addConformance: AddCommand = (program, terminal) => {
  program
    .command("conformance")
    .description("Judges a provider by the conformance suite: no network, no key.")
    .argument("<provider>", "the name of one of ours, or the path of a module: ./provider.ts")
    .option(
      "--dialect <name>",
      "the wire it speaks: a name, or the path of a module that exports one",
    )
    .option("--export <name>", "which export of the module, where there are several")
    .option("--filter <text>", "only cases with this text in their id or rule")
    .addOption(
      new Option("--reporter <name>", "how the report is printed")
        .choices(["pretty", "tap", "junit", "json"])
        .default("pretty"),
    )
    .option("--badge <file>", "write a badge with the level, as SVG")
    .addHelpText(
      "after",
      examples(
        "g4f conformance openassistant --reporter json",
        "g4f conformance ./provider.ts --dialect openai-chat",
        "g4f conformance ./provider.ts --dialect ./dialect.ts --filter ending",
      ),
    )
    .action(async (what: string, options: JudgeOptions) => {
      const { judge } = await import("./judge.ts");
      await judge(what, options, terminal);
    });
};

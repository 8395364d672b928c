import { InvalidArgumentError, type Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { CreateFlags, KeysFlags, ListFlags } from "./keys.ts";

/** Adds `g4f keys`. */
export const addKeys: AddCommand = (program, terminal) => {
  const keys = program.command("keys").description("Keys of a gateway, also while it runs.");
  withFile(keys.command("create"))
    .description("Makes a key and prints it: the only time that it is seen.")
    .requiredOption("--name <name>", "what people know it by")
    .option("--models <ids...>", "models that it may use; * stands for any characters")
    .option("--requests-per-minute <number>", "most requests within 60 s", whole)
    .option("--tokens-per-minute <number>", "most tokens within 60 s", whole)
    .option("--budget <amount/period>", "most money a day, a month or in total", budget)
    .option("--token-budget <tokens/period>", "most tokens a day, a month or in total", budget)
    .option("--expires <days>", "how many days it is good for", whole)
    .addHelpText(
      "after",
      examples(
        "g4f keys create --config gateway.yaml --name team --budget 10/month",
        "g4f keys create --file keys.jsonl --name ci --models 'gpt-*' --requests-per-minute 60",
      ),
    )
    .action(async (_own: CreateFlags, command: Command) => {
      const { create } = await import("./keys.ts");
      await create(command.optsWithGlobals<CreateFlags>(), terminal);
    });
  withFile(keys.command("list"))
    .description("Lists the keys, without their secrets.")
    .option("--json", "one JSON object a line")
    .addHelpText("after", examples("g4f keys list --file keys.jsonl"))
    .action(async (_own: ListFlags, command: Command) => {
      const { list } = await import("./keys.ts");
      await list(command.optsWithGlobals<ListFlags>(), terminal);
    });
  withFile(keys.command("revoke"))
    .description("Revokes a key; a gateway that runs refuses it within a second.")
    .argument("<key>", "its name or id")
    .addHelpText("after", examples("g4f keys revoke team --config gateway.yaml"))
    .action(async (key: string, _own: KeysFlags, command: Command) => {
      const { revoke } = await import("./keys.ts");
      await revoke(key, command.optsWithGlobals<KeysFlags>(), terminal);
    });
};

function withFile(command: Command): Command {
  return command.option("--file <path>", "the key file; default: as --config says");
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("It must be a whole number above 0.");
  }
  return value;
}

const PERIODS = ["day", "month", "total"] as const;

/** `10/month` */
function budget(text: string): { readonly most: number; readonly per: (typeof PERIODS)[number] } {
  const [number = "", period] = text.split("/");
  const most = Number(number);
  const per = PERIODS.find((one) => one === period);
  if (per === undefined || !(most > 0) || !Number.isFinite(most)) {
    throw new InvalidArgumentError("Write it like 10/month; there are day, month and total.");
  }
  return { most, per };
}

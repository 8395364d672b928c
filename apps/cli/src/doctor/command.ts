import type { Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { DoctorOptions } from "./doctor.ts";

/** Adds `g4f doctor`. */
export const addDoctor: AddCommand = (program, terminal) => {
  program
    .command("doctor")
    .description("Checks versions, configuration and every provider that is set up.")
    .option("--proxy <url>", "see whether they are reached through this proxy")
    .option("--cookies <file>", "with the cookies of this file, and no others")
    .option("--account <name>", "with the keys of this account, of those that were kept")
    .option("--call", "ask each of them for one tiny answer, which may cost a little")
    .option("--json", "one JSON object")
    .addHelpText("after", examples("g4f doctor", "g4f doctor --call", "g4f doctor --json"))
    .action(async (_own: DoctorOptions, command: Command) => {
      const { doctor } = await import("./doctor.ts");
      const version = program.version() ?? "";
      await doctor(command.optsWithGlobals<DoctorOptions>(), version, terminal);
    });
};

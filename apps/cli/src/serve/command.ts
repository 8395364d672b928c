import { InvalidArgumentError } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { ServeOptions } from "./serve.ts";

/** Adds `g4f openassistant serve`. */
export const addServe: AddCommand = (program, terminal) => {
  program
    .command("openassistant")
    .description("Open Assistant's protocol.")
    .command("serve")
    .description("Serves it on loopback, so that its clients work again.")
    .option("--host <name>", "127.0.0.1, localhost or ::1", "127.0.0.1")
    .option("--port <number>", "0: any that is free", port, 0)
    .option("--responder <name>", "who answers: a provider, or provider:model", "eliza")
    .option("--cancel-on-disconnect", "a client that leaves stops its answer")
    .addHelpText(
      "after",
      examples("g4f openassistant serve", "g4f openassistant serve --port 8080"),
    )
    .action(async (options: ServeOptions) => {
      const { serveOpenAssistant } = await import("./serve.ts");
      await serveOpenAssistant(options, terminal);
    });
};

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  }
  return value;
}

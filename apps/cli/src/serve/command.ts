import { InvalidArgumentError, type Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import { addTargetFlags } from "../target/flags.ts";
import type { ServeFlags } from "./serve-gateway.ts";
import type { ServeOptions } from "./serve-openassistant.ts";

/** Adds `g4f serve` and `g4f openassistant serve`. */
export const addServe: AddCommand = (program, terminal) => {
  const serve = program
    .command("serve")
    .description("Serves models to OpenAI, Anthropic and Ollama clients.")
    .option("--host <name>", "where to listen; default: 127.0.0.1, or as the file says")
    .option("--port <number>", "0: any that is free; default: 8080, or as the file says", port)
    .option("--openassistant [model]", "Open Assistant's API too, at a port of its own")
    .option("--log", "a line of JSON on stderr for each request");
  hideSystem(addTargetFlags(serve))
    .addHelpText(
      "after",
      examples(
        "g4f serve",
        "g4f serve --provider openai --port 0",
        "g4f serve --config gateway.yaml",
      ),
    )
    .action(async (_own: ServeFlags, command: Command) => {
      const { serveGateway } = await import("./serve-gateway.ts");
      await serveGateway(command.optsWithGlobals<ServeFlags>(), terminal);
    });
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
      const { serveOpenAssistant } = await import("./serve-openassistant.ts");
      await serveOpenAssistant(options, terminal);
    });
};

/** Each request brings its own: who gives one here is told so. */
function hideSystem(serve: Command): Command {
  serve.options.find(({ long }) => long === "--system")?.hideHelp();
  return serve;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  }
  return value;
}

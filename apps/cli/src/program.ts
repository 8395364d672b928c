import { Command, InvalidArgumentError } from "commander";

import { ask, type AskOptions, type Terminal } from "./ask.ts";
import { EXIT_STATUS } from "./exit-status.ts";
import { serveOpenAssistant, type ServeOptions } from "./serve.ts";

/** The command line of `g4f`; parsing throws commander's own error instead of exiting. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command("g4f")
    .description("One command for every model.")
    .version(version)
    .option("--offline", "answer with the built-in rule program when no provider is named")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError("(g4f --help shows what there is)")
    .addHelpText("after", `\nExample:\n  $ g4f ask "Hello, who are you?"\n\n${statuses()}`);
  addAsk(program, terminal);
  addServe(program, terminal);
  return program;
}

function addAsk(program: Command, terminal: Terminal): void {
  program
    .command("ask")
    .description("Streams one answer to stdout.")
    .argument("[prompt...]", "what to ask; read from stdin where absent")
    .option("-p, --provider <name>", "who answers")
    .option("-m, --model <id>", "which model; provider:model names both")
    .option("--base-url <url>", "a server of your own")
    .option("--proxy <url>", "HTTP or HTTPS proxy")
    .option("-o, --option <key=value>", "an option of the provider; may be repeated", option, {})
    .addHelpText(
      "after",
      '\nExamples:\n  $ g4f ask --provider eliza "I am tired"\n  $ g4f --offline ask --option seed=7 "I am tired"\n  $ echo "I am tired" | g4f --offline ask',
    )
    .action(async (words: string[], _own: AskOptions, command: Command) => {
      await ask(words, command.optsWithGlobals<AskOptions>(), terminal);
    });
}

function addServe(program: Command, terminal: Terminal): void {
  program
    .command("openassistant")
    .description("Open Assistant's protocol.")
    .command("serve")
    .description("Serves it on loopback, so that its clients work again.")
    .option("--host <name>", "127.0.0.1, localhost or ::1", "127.0.0.1")
    .option("--port <number>", "0: any that is free", port, 0)
    .option("--responder <name>", "who answers: a provider, or provider:model", "eliza")
    .option("--cancel-on-disconnect", "a client that leaves stops its answer")
    .action(async (options: ServeOptions) => await serveOpenAssistant(options, terminal));
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
  }
  return value;
}

/** Values are JSON where they can be read as such, else text. */
function option(pair: string, before: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError("Write it as key=value.");
  }
  return { ...before, [key]: jsonOrText(value) };
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function statuses(): string {
  const rows = Object.entries(EXIT_STATUS)
    .toSorted(([, a], [, b]) => a - b)
    .map(([code, status]) => `  ${String(status).padStart(3)}  ${code}`);
  return ["Exit status:", "    0  good", ...rows].join("\n");
}

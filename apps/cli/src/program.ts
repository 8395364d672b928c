import { Command } from "commander";

import { addAsk } from "./ask/command.ts";
import { addAuth } from "./auth/command.ts";
import { addChat } from "./chat/command.ts";
import { addChats } from "./chats/command.ts";
import { examples, type AddCommand } from "./command.ts";
import { addCompletion } from "./completion/command.ts";
import { addConformance } from "./conformance/command.ts";
import { addCookies } from "./cookies/command.ts";
import { addCreateProvider } from "./create-provider/command.ts";
import { addDoctor } from "./doctor/command.ts";
import { addHelp } from "./help/command.ts";
import { addKeys } from "./keys/command.ts";
import { addListings } from "./listing/command.ts";
import { addServe } from "./serve/command.ts";
import type { Terminal } from "./terminal.ts";

const COMMANDS: readonly AddCommand[] = [
  addAsk,
  addChat,
  addChats,
  addListings,
  addDoctor,
  addAuth,
  addCookies,
  addServe,
  addKeys,
  addConformance,
  addCreateProvider,
  addCompletion,
  addHelp,
];

/** The command line of `g4f`; parsing throws commander's own error instead of exiting, and writes none. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command("g4f")
    .description("One command for every model.")
    .version(version)
    .option("--offline", "answer with the built-in rule program when no provider is named")
    .option("--config <file>", "read this configuration file and no other")
    .option("--debug", "log the calls to stderr, and show stack traces")
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: terminal.stdout.columns ?? 80,
      minWidthToWrap: 12,
    })
    // Ours knows topics too.
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      // The runner tells every failure in the same form.
      outputError: () => {},
    })
    .addHelpText(
      "after",
      examples(
        'g4f ask "Hello, who are you?"',
        "git diff | g4f ask Write a commit message",
        "g4f help exit-codes",
      ),
    );
  for (const add of COMMANDS) add(program, terminal);
  for (const group of program.commands) group.helpCommand(false);
  return program;
}

import type { ProviderError } from "@g4f/core";
import { CommanderError, type Command } from "commander";

import { CliError, EXIT_STATUS, type CliCode } from "./exit-status.ts";
import { OutputClosed } from "./print.ts";
import { createProgram } from "./program.ts";
import { neutralise, neutraliseLine } from "./screen/neutralise.ts";
import { variablesOf } from "./target/variables.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one command line; resolves with the exit status and never rejects. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  const program = createProgram(terminal, version);
  try {
    await program.parseAsync([...args], { from: "user" });
    return 0;
  } catch (thrown) {
    const { reason } = terminal.signal as { readonly reason: unknown };
    // Where stdout failed, that is why the call was aborted.
    const error = reason instanceof OutputClosed || reason instanceof CliError ? reason : thrown;
    if (error instanceof OutputClosed) return 0;
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { code, line } = await failureOf(error, terminal, () => commandOf(program, args));
    if (line !== "") terminal.stderr.write(`g4f: ${code}: ${neutraliseLine(line)}\n`);
    // A usage error repeats the command line, which may hold what should not stand on it.
    const isTraced = program.opts()["debug"] === true && !(error instanceof CommanderError);
    if (isTraced) terminal.stderr.write(stackOf(error));
    return EXIT_STATUS[code].status;
  }
}

interface Failure {
  readonly code: CliCode;
  readonly line: string;
}

async function failureOf(
  error: unknown,
  { signal }: Terminal,
  command: () => string,
): Promise<Failure> {
  if (error instanceof CommanderError) return { code: "usage", line: usageOf(error, command()) };
  if (error instanceof CliError) return { code: error.code, line: error.message };
  // Loaded already, by whoever threw one of its errors.
  const core = await import("@g4f/core");
  if (core.ProviderError.is(error)) {
    return { code: error.code, line: error.message + hintOf(error) };
  }
  if (signal.aborted) return { code: "aborted", line: "stopped" };
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: "internal", line: `${words}; please report it` };
}

/** What the library's words mean on a command line. */
function hintOf({ code, provider }: ProviderError): string {
  if (code === "model_gone") return " (--base-url <url>)";
  if (code !== "auth" || provider === undefined) return "";
  const { key, cookie } = variablesOf({ name: provider });
  return ` (${key} or ${cookie} in the environment, or g4f auth set ${provider.toLowerCase()})`;
}

/** The command that the line was for: the innermost that it names. */
function commandOf(program: Command, args: readonly string[]): string {
  let command = program;
  const names = [program.name()];
  for (const arg of args) {
    const inner = command.commands.find((one) => one.name() === arg);
    if (inner === undefined) continue;
    command = inner;
    names.push(arg);
  }
  return names.join(" ");
}

/** Empty where a command without a subcommand has printed its help; values of unknown flags are left out. */
function usageOf({ code, message }: CommanderError, command: string): string {
  if (code === "commander.help") return "";
  const words = message
    .replace(/^error: /, "")
    .replace(/^(unknown option '[^'=]*)=[^]*?'(?=$|\n)/, "$1'")
    .replace(/^(too many arguments.*? but got \d+): [^]*$/, "$1")
    .replace(/\n\((Did you mean .*)\)$/, "; $1");
  return `${words.replace(/\.$/, "").replace("; Did", "; did")}; ${command} --help shows what there is`;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const stack = `${neutralise(error.stack ?? error.message)}\n`;
  return error.cause instanceof Error ? `${stack}caused by: ${stackOf(error.cause)}` : stack;
}

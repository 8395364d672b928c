import { runCommand } from "./run-command.ts";

/** Runs a command and returns its stdout; throws an Error with all its output if it fails. */
export async function mustRun(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const { ok, output, stdout } = await runCommand(command, args, { cwd });
  if (!ok) throw new Error(`${[command, ...args].join(" ")} failed:\n${output.trimEnd()}`);
  return stdout;
}

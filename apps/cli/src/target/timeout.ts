import { CliError } from "../exit-status.ts";
import { variable } from "../terminal.ts";
import type { Choice } from "./choice.ts";
import type { TargetContext } from "./open-target.ts";
import { secondsOf } from "./seconds.ts";

/**
 * Seconds for a whole answer, where somebody said so.
 * @throws CliError `config` where the variable is no number.
 */
export function timeoutOf(
  choice: Choice,
  { terminal, loaded }: Pick<TargetContext, "terminal" | "loaded">,
): number | undefined {
  if (choice.timeout !== undefined) return choice.timeout;
  const text = variable(terminal, "G4F_TIMEOUT");
  if (text === undefined) return loaded.config.timeout;
  const seconds = secondsOf(text);
  if (seconds === undefined) {
    throw new CliError("config", "G4F_TIMEOUT is no number of seconds; write it like 30");
  }
  return seconds;
}

import type { CallResult } from "@g4f/core";
import type { AnyRequest } from "@g4f/core/registry";

import { runWithTools, stepLimit, toolLine, type ToolRunOptions } from "../extras/run-tools.ts";
import { print } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import type { AskOptions } from "./ask.ts";
import { lineOf, resultLine } from "./print-json.ts";

/**
 * Asks until the model wants no more calls; what tools answer goes to stderr, with `--json` to stdout.
 * @throws as the call that failed, and CliError `truncated` where the model was stopped at its last step.
 */
export async function askWithTools(
  request: AnyRequest,
  options: Omit<ToolRunOptions, "onResult" | "maxSteps">,
  { json = false, maxSteps }: AskOptions,
  { stdout, stderr }: Terminal,
): Promise<CallResult> {
  const run = await runWithTools(request, {
    ...options,
    maxSteps,
    onResult: (chunk) => {
      if (json) stdout.write(lineOf(chunk));
      else stderr.write(`g4f: ${toolLine(chunk) ?? ""}\n`);
    },
  });
  const { steps, usage, reason } = run;
  const result = { ...run.result, ...(usage === undefined ? {} : { usage }) };
  if (json) await print(stdout, resultLine({ ...result, steps }));
  if (reason === "step-limit") throw stepLimit(run);
  return result;
}

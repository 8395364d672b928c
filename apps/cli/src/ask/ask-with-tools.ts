import type { CallResult } from "@g4f/core";
import type { AnyRequest } from "@g4f/core/registry";
import type { ToolRun } from "@g4f/core/tools";

import { runWithTools, stepLimit, toolLine, type ToolRunOptions } from "../extras/run-tools.ts";
import { print } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import type { AskOptions } from "./ask.ts";
import { lineOf, resultLine } from "./print-json.ts";

/** What came of all answers of a run. */
export type ToolsResult = CallResult & Pick<ToolRun, "steps">;

/**
 * Asks until the model wants no more calls; what tools answer goes to stderr, with `--json` to stdout, where
 * the result of all follows.
 * @throws as the call that failed, and CliError `truncated` where the model was stopped at its last step.
 */
export async function askWithTools(
  request: AnyRequest,
  options: Omit<ToolRunOptions, "onResult" | "maxSteps">,
  { json = false, maxSteps, schema }: AskOptions,
  { stdout, stderr }: Terminal,
): Promise<ToolsResult> {
  const run = await runWithTools(request, {
    ...options,
    maxSteps,
    onResult: (chunk) => {
      if (json) stdout.write(lineOf(chunk));
      else stderr.write(`g4f: ${toolLine(chunk) ?? ""}\n`);
    },
  });
  const { steps, usage, reason } = run;
  const result = { ...run.result, ...(usage === undefined ? {} : { usage }), steps };
  // An answer that is checked may not be the last one.
  const isLast = schema === undefined || reason === "step-limit";
  if (json && isLast) await print(stdout, resultLine(result));
  if (reason === "step-limit") throw stepLimit(run);
  return result;
}

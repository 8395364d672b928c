/**
 * Runs the suite, or a part of it, on the reference provider or on a broken one:
 * `node --conditions=@g4f/source packages/conformance/scripts/try.ts [--filter text] [--broken name]
 * [--transport memory|tcp] [--own] [--all]`; `--own`: the correct provider with HTTP of its own; `--all` also lists
 * what passed.
 */
import { parseArgs } from "node:util";

import { openaiChat } from "../src/dialects/openai-chat.ts";
import type { CaseReport } from "../src/report.ts";
import { runConformance } from "../src/run-suite.ts";
import { BROKEN } from "../test/broken/all.ts";
import { ReferenceProvider } from "../test/reference/openai-chat.ts";
import { OwnHttpProvider } from "../test/reference/own-http.ts";

const { values } = parseArgs({
  options: {
    filter: { type: "string" },
    broken: { type: "string" },
    transport: { type: "string" },
    own: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
  },
});
const broken = BROKEN.find(({ name }) => name === values.broken);
if (values.broken !== undefined && broken === undefined) {
  throw new TypeError(
    `no broken provider ${values.broken}: ${BROKEN.map(({ name }) => name).join(" ")}`,
  );
}

const Correct = values.own ? OwnHttpProvider : ReferenceProvider;
const report = await runConformance({
  create: broken?.make ?? ((settings) => new Correct(settings)),
  dialect: broken?.dialect === null ? undefined : (broken?.dialect ?? openaiChat),
  transport: values.transport as "memory" | "tcp" | undefined,
  filter: values.filter,
  onCase: show,
});
const { passed, failed, notApplicable, level, ms } = report;
process.stdout.write(
  `${passed} passed, ${failed} failed, ${notApplicable} not applicable, level ${level}, ${ms} ms\n`,
);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function show({
  id,
  rule,
  status,
  ms: took,
  reason,
  failure,
  attempts,
  heldUpMs,
}: CaseReport): void {
  if (status === "passed" && !values.all) return;
  const why = reason === undefined ? "" : ` (${reason})`;
  const again = attempts > 1 ? ` after ${attempts} attempts, held up ${heldUpMs} ms` : "";
  process.stdout.write(`${status.padEnd(14)} ${id} ${took} ms${why}${again}\n`);
  if (failure === undefined) return;
  const lines = [`rule     ${rule}`, `${failure.by}: ${failure.message}`];
  if (failure.sent !== undefined) lines.push(`sent     ${failure.sent}`);
  lines.push(`received ${failure.received}`, `expected ${failure.expected}`);
  if (failure.by === "exception") lines.push(failure.stack ?? "");
  process.stdout.write(lines.map((line) => `    ${line}\n`).join(""));
}

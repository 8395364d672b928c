import type { CaseReport } from "./report.ts";

/** What a failed case tells, a line each: what was wrong, the rule, what was sent, what came, what should have. */
export function showFailure({ rule, proves, failure }: CaseReport): readonly string[] {
  if (failure === undefined) return [];
  const { message, sent, received, expected, by, stack } = failure;
  return [
    message,
    `rule:     ${rule} (${proves.join(", ")})`,
    ...(sent === undefined ? [] : [`sent:     ${sent}`]),
    `received: ${received}`,
    `expected: ${expected}`,
    ...(by === "exception" && stack !== undefined ? stack.split("\n").slice(1) : []),
  ];
}

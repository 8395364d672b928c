import type { CaseReport, Report } from "../report.ts";
import { showFailure } from "../show-failure.ts";

const SIGNS = { passed: "✓", failed: "✗", "not-applicable": "-" } as const;

/** A table of the families, what failed and why, and the sum. */
export function formatPretty(report: Report): string {
  const failed = report.cases.filter(({ status }) => status === "failed");
  const again = report.cases.filter(({ attempts }) => attempts > 1).length;
  const lines = [
    `${report.provider} under ${describeRun(report)}`,
    "",
    ...table(report.cases),
    "",
    ...failed.flatMap((one) => [formatCase(one), ...showFailure(one).map(indent), ""]),
    ...(again === 0 ? [] : [`${again} tried again: the machine held up the event loop`]),
    ...(report.cap === undefined ? [] : [report.cap]),
    `${report.passed} passed, ${report.failed} failed, ${report.notApplicable} not applicable`,
    `level ${report.level}, ${report.ms} ms`,
  ];
  return `${lines.join("\n")}\n`;
}

/** One line for a case as it is over. */
export function formatCase({ id, status, ms, reason }: CaseReport): string {
  return `${SIGNS[status]} ${id}${reason === undefined ? ` ${ms} ms` : `: ${reason}`}`;
}

function describeRun({ dialect, transport }: Report): string {
  if (dialect === undefined) return "the wireless level";
  return `the dialect ${dialect}${transport === undefined ? "" : ` over ${transport}`}`;
}

function table(cases: readonly CaseReport[]): string[] {
  const families = Map.groupBy(cases, ({ id }) => id.split(".", 1)[0] ?? id);
  const rows = [...families].map(([family, members]) => [
    family,
    ...(["passed", "failed", "not-applicable"] as const).map((status) =>
      String(members.filter((one) => one.status === status).length),
    ),
    String(members.reduce((sum, { ms }) => sum + ms, 0)),
  ]);
  return align([["family", "passed", "failed", "n/a", "ms"], ...rows]);
}

/** The first column to the left, numbers to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

function indent(line: string): string {
  return `    ${line}`;
}

import type { CaseReport, Report } from "../report.ts";
import { showFailure } from "../show-failure.ts";

/** The Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). */
export function formatTap(report: Report): string {
  const lines = ["TAP version 14", `1..${report.cases.length}`];
  for (const [index, one] of report.cases.entries()) lines.push(...point(one, index + 1));
  lines.push(`# level ${report.level}`);
  return `${lines.join("\n")}\n`;
}

function point(one: CaseReport, number: number): string[] {
  const { id, rule, status, reason } = one;
  const title = `${number} - ${escape(`${id}: ${rule}`)}`;
  if (status === "passed") return [`ok ${title}`];
  if (status === "not-applicable") return [`ok ${title} # SKIP ${escape(reason ?? "")}`];
  const yaml = showFailure(one).map((line) => `    ${escapeLine(line)}`);
  return [`not ok ${title}`, "  ---", "  message: |", ...yaml, "  ..."];
}

function escape(text: string): string {
  return escapeLine(text).replaceAll("\\", "\\\\").replaceAll("#", "\\#");
}

/** What would end the line, or the document that it stands in. */
function escapeLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is to go
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}

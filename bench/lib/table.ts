import type { Row, SuiteResult, View } from "./results.ts";

/** A view as a table: its heading and a line for each row. */
export interface Table {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** The row of ours that others are compared with. */
const OURS = "g4f";

/** The rows of a view, with how often each costs what the base and what we cost. */
export function tableOf({ rows }: SuiteResult, view: View): Table {
  const of = (name: string | undefined): number =>
    rows.find((row) => row.name === name)?.figures[view.ratio]?.median ?? Number.NaN;
  const base = view.base ?? rows.find(({ kind }) => kind === "limit")?.name;
  const ours = rows.find(({ name, kind }) => kind === "ours" && name.startsWith(OURS))?.name;
  const ratios = [
    { title: `× ${base}`, value: of(base) },
    { title: `× ${ours}`, value: of(ours) },
  ].filter(({ value }) => value > 0);
  const shown = rows.filter(({ figures }) => view.columns.some(({ key }) => key in figures));
  return {
    head: ["", ...view.columns.map(({ title }) => title), ...ratios.map(({ title }) => title)],
    lines: shown.map((row) => [
      row.name,
      ...view.columns.map(({ key, digits }) => cell(row, key, digits)),
      ...ratios.map(({ value }) => ratio((row.figures[view.ratio]?.median ?? Number.NaN) / value)),
    ]),
  };
}

function cell({ figures }: Row, key: string, digits: number): string {
  const value = figures[key];
  if (value === undefined) return "";
  const spread = value.samples.length > 1 ? ` ± ${value.spread.toFixed(digits)}` : "";
  return `${value.median.toFixed(digits)}${spread}`;
}

function ratio(value: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(value < 10 ? 2 : 1);
}

/** A table for a terminal. */
export function printed({ head, lines }: Table): string {
  const widths = head.map((_, at) =>
    Math.max(...[head, ...lines].map((line) => (line[at] ?? "").length)),
  );
  const text = (line: readonly string[]): string =>
    line
      .map((word, at) => (at === 0 ? word.padEnd(widths[at] ?? 0) : word.padStart(widths[at] ?? 0)))
      .join("  ");
  return [text(head), text(widths.map((width) => "-".repeat(width))), ...lines.map(text)].join(
    "\n",
  );
}

/** A table in Markdown. */
export function markdown({ head, lines }: Table): string {
  const text = (line: readonly string[]): string => `| ${line.join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [text(head), text(rule), ...lines.map(text)].join("\n");
}

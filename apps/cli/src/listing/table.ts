import { hasColour, painter } from "../screen/colour.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { column, fit, widthOf } from "../screen/width.ts";
import type { Terminal } from "../terminal.ts";

const GAP = "  ";
/** A column is not made narrower than this for the others' sake. */
const NARROWEST = 8;

/**
 * Rows under their headings, as wide as the terminal at most: the widest columns give way first, and
 * their words go on in the next line. What is no terminal gets every row on one line.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { stdout, env }: Pick<Terminal, "stdout" | "env">,
): string {
  const harmless = rows.map((cells) => cells.map(neutraliseLine));
  const natural = headings.map((heading, index) =>
    Math.max(...[heading, ...harmless.map((cells) => cells[index] ?? "")].map(widthOf)),
  );
  const room = stdout.isTTY === true ? (stdout.columns ?? 80) : Infinity;
  const widths = narrow(natural, room - GAP.length * (headings.length - 1));
  const paint = painter(hasColour(stdout, env));
  const lines = harmless.flatMap((cells) => linesOf(cells, widths));
  return [paint("bold", line(headings, widths)), ...lines].map((text) => `${text}\n`).join("");
}

function narrow(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= NARROWEST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over--;
  }
  return widths;
}

function linesOf(cells: readonly string[], widths: readonly number[]): readonly string[] {
  const wrapped = cells.map((cell, index) => wrap(cell, widths[index] ?? 0));
  const height = Math.max(...wrapped.map((cell) => cell.length));
  return Array.from({ length: height }, (_, row) =>
    line(
      wrapped.map((cell) => cell[row] ?? ""),
      widths,
    ),
  );
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => column(cell, widths[index] ?? 0))
    .join(GAP)
    .trimEnd();
}

/** Breaks between words; a word that is too long is cut. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(fit(word, width));
  }
  return lines;
}

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
  const texts = headings.map((heading, index) => [
    heading,
    ...harmless.map((cells) => cells[index] ?? ""),
  ]);
  const natural = texts.map((cells) => Math.max(...cells.map(widthOf)));
  const words = texts.map((cells) =>
    Math.max(...cells.flatMap((text) => text.split(" ")).map(widthOf)),
  );
  const room =
    stdout.isTTY === true ? (stdout.columns ?? 80) - GAP.length * (headings.length - 1) : Infinity;
  // Words stay whole as long as that is possible.
  const whole = narrow(natural, words, room);
  const least = whole.map((width) => Math.min(width, NARROWEST));
  const widths = narrow(whole, least, room);
  const paint = painter(hasColour(stdout, env));
  const lines = harmless.flatMap((cells) => linesOf(cells, widths));
  return [paint("bold", line(headings, widths)), ...lines].map((text) => `${text}\n`).join("");
}

/** The widest column gives way first, down to its `least`. */
function narrow(
  given: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] {
  const widths = [...given];
  for (let over = sum(widths) - room; over > 0; over--) {
    const spare = widths.map((width, index) => (width > (least[index] ?? 0) ? width : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
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

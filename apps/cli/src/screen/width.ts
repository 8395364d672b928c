import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Printable ASCII: one column each. */
const PLAIN = /^[\x20-\x7E]*$/;

/** Columns that `text` takes on a terminal. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  // Its tables are slow to load, and most sessions never need them.
  const { default: stringWidth } = require("string-width") as typeof import("string-width");
  return stringWidth(text);
}

/** `text`, cut with `…` where it is wider than `columns`. */
export function fit(text: string, columns: number): string {
  // Most text is far shorter than any limit: a code unit is at most two columns wide.
  if (text.length * 2 <= columns || widthOf(text) <= columns) return text;
  let width = 1;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += widthOf(segment);
    if (width > columns) break;
    kept += segment;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** {@link fit}, filled with spaces to exactly `columns`. */
export function column(text: string, columns: number): string {
  const fitted = fit(text, columns);
  return fitted + " ".repeat(Math.max(0, columns - widthOf(fitted)));
}

import stringWidth from "string-width";

const segmenter = new Intl.Segmenter();

/** Columns that `text` takes on a terminal. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** `text`, cut with `…` where it is wider than `columns`. */
export function fit(text: string, columns: number): string {
  // Most text is far shorter than any limit: a code unit is at most two columns wide.
  if (text.length * 2 <= columns || widthOf(text) <= columns) return text;
  let width = 1;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
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

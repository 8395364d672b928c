const MOST = 200;
// What ends a line or moves a cursor in some reader of logs; JSON escapes the rest.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text of others as a log may show it: one line, bounded, with nothing that a terminal obeys. */
export function logged(text: string): string {
  const short = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return short
    .toWellFormed()
    .replaceAll(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

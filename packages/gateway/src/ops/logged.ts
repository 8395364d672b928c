const MOST = 200;
/** What ends a line or moves a cursor in some reader of logs. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]/gu;

/** Text of others as a log may show it: one line, bounded, with nothing that a terminal obeys. */
export function logged(text: string): string {
  const short = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return short
    .toWellFormed()
    .replaceAll(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const [QUOTE, BACKSLASH, NEWLINE] = [0x22, 0x5c, 0x0a];

/** Where a string ends. */
export interface StringEnd {
  /** Of its quote, or of the end of its line; the length of the bytes where it goes on. */
  readonly at: number;
  readonly isOver: boolean;
  /** Whether the byte behind these is escaped. */
  readonly isEscaped: boolean;
}

/** The end of the JSON string whose text goes on at `from`. JSON has no line breaks in strings. */
export function endOfString(bytes: Buffer, from: number, isEscaped: boolean): StringEnd {
  const isSkipped = isEscaped && bytes[from] !== NEWLINE;
  for (let at = isSkipped ? from + 1 : from; ;) {
    const quote = bytes.indexOf(QUOTE, at);
    const end = quote < 0 ? bytes.length : quote;
    const line = newlineIn(bytes, at, end);
    if (line < end) return { at: line, isOver: true, isEscaped: false };
    const slashes = backslashesBefore(bytes, end, at);
    if (quote < 0) return { at: bytes.length, isOver: false, isEscaped: slashes % 2 === 1 };
    if (slashes % 2 === 0) return { at: quote, isOver: true, isEscaped: false };
    at = quote + 1;
  }
}

/** The first line break from `from` to `end`; `end` where there is none. A view costs more than a few bytes. */
function newlineIn(bytes: Buffer, from: number, end: number): number {
  if (end - from > 64) {
    const at = bytes.subarray(from, end).indexOf(NEWLINE);
    return at < 0 ? end : from + at;
  }
  let at = from;
  while (at < end && bytes[at] !== NEWLINE) at++;
  return at;
}

function backslashesBefore(bytes: Buffer, end: number, from: number): number {
  let at = end;
  while (at > from && bytes[at - 1] === BACKSLASH) at--;
  return end - at;
}

/** Text has to grow by this share before it is read again: all readings together then cost what a few do. */
const GROWTH = 1.1;

/** Reads JSON that is still being written: what is complete of it, and strings as far as they have come. */
export class PartialJson {
  #text = "";
  #readAt = 0;

  /** The value so far; undefined where there is none yet, or too little has come to read again. */
  push(text: string): unknown {
    this.#text += text;
    if (this.#text.length < this.#readAt * GROWTH) return undefined;
    this.#readAt = this.#text.length;
    const closed = closedText(this.#text);
    if (closed === undefined) return undefined;
    try {
      return JSON.parse(closed);
    } catch {
      // What is there is no beginning of JSON; the end of the answer will say so.
      return undefined;
    }
  }
}

const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** The text up to its last complete value, with every bracket closed; undefined before the first one. */
function closedText(text: string): string | undefined {
  const open: string[] = [];
  let good: string | undefined;
  let last = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (/\s/.test(char)) continue;
    if (char === '"') {
      const end = endOfString(text, at);
      const isKey = open.at(-1) === "}" && (last === "{" || last === ",");
      if (end < 0) return isKey ? good : unfinished(text, at) + closing(open);
      at = end;
      if (!isKey) good = text.slice(0, at + 1) + closing(open);
    } else {
      good = punctuated(text, at, open) ?? good;
    }
    last = char;
  }
  return good;
}

/** What a bracket or comma makes of the text so far; undefined for anything else. */
function punctuated(text: string, at: number, open: string[]): string | undefined {
  const char = text.charAt(at);
  const closer = CLOSERS[char];
  if (closer !== undefined) open.push(closer);
  else if (char === "}" || char === "]") open.pop();
  else return char === "," ? text.slice(0, at) + closing(open) : undefined;
  return text.slice(0, at + 1) + closing(open);
}

const closing = (open: readonly string[]): string => open.toReversed().join("");

/** A string that has not ended yet, without the half of an escape at its end. */
function unfinished(text: string, quote: number): string {
  const half = /\\(?:u[0-9a-fA-F]{0,3})?$/.exec(text.slice(quote));
  const kept = half !== null && isEscape(text, quote + half.index) ? half[0].length : 0;
  return `${text.slice(0, text.length - kept)}"`;
}

/** Whether the backslash at `at` begins an escape, and is not the end of one. */
function isEscape(text: string, at: number): boolean {
  let before = 0;
  while (text.charAt(at - 1 - before) === "\\") before++;
  return before % 2 === 0;
}

function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return at;
    if (char === "\\") at++;
  }
  return -1;
}

import { PassThrough } from "node:stream";
import { StringDecoder } from "node:string_decoder";

import { neutralise } from "../screen/neutralise.ts";
import type { Input } from "../terminal.ts";

type Raw = Input & { readonly setRawMode?: (mode: boolean) => unknown };

const INTERRUPT = "\u0003";
const SUSPEND = "\u001A";
const ESCAPE = "\u001B";
const PASTE = `${ESCAPE}[200~`;
const PASTE_END = `${ESCAPE}[201~`;
/** Pasted lines and tabs are no keys: until the line is entered they stand in it as these. */
const PICTURES: ReadonlyMap<string, string> = new Map([
  ["\n", "↵"],
  ["\t", "⇥"],
]);

/** Asks a terminal to mark what is pasted, and to stop it. */
export const PASTE_MARKS = { on: "\u001B[?2004h", off: "\u001B[?2004l" } as const;

/** A line as it is edited → as it was meant. */
export function textOfLine(line: string): string {
  let text = line;
  for (const [character, picture] of PICTURES) text = text.replaceAll(picture, character);
  return text;
}

/** The other way round. */
export function lineOfText(text: string): string {
  let line = neutralise(text);
  for (const [character, picture] of PICTURES) line = line.replaceAll(character, picture);
  return line;
}

/**
 * The keys of a terminal on their way to the line editor, one line at a time. What comes before the next
 * one is asked for is held back: it neither spoils an answer nor gets lost. Only Ctrl-C is heard at once.
 */
export class Keys extends PassThrough {
  readonly isTTY = true;
  readonly #stdin: Raw;
  readonly #onInterrupt: () => void;
  readonly #decoder = new StringDecoder("utf8");
  readonly #listener = (chunk: Buffer | string): void => this.#take(chunk);
  readonly #ended = (): void => void this.end();
  #isHeld = true;
  #held = "";
  /** The beginning of what may become a mark. */
  #tail = "";
  #isPasting = false;

  constructor(stdin: Input, onInterrupt: () => void) {
    super();
    this.#stdin = stdin;
    this.#onInterrupt = onInterrupt;
    stdin.on("data", this.#listener).once("end", this.#ended);
  }

  /** What the line editor calls. */
  setRawMode(mode: boolean): this {
    this.#stdin.setRawMode?.(mode);
    return this;
  }

  /** Hands out what was held and what comes, up to the next Enter. */
  release(): void {
    const held = this.#held;
    this.#isHeld = false;
    this.#held = "";
    if (held !== "") this.#pass(held);
  }

  /** Leaves stdin alone, so that the process can end. */
  detach(): void {
    this.#stdin.off("data", this.#listener).off("end", this.#ended);
    this.#stdin.pause();
  }

  #take(chunk: Buffer | string): void {
    const keys = this.#pasted(typeof chunk === "string" ? chunk : this.#decoder.write(chunk));
    if (this.#isHeld) this.#hold(keys);
    else this.#pass(keys);
  }

  #pass(keys: string): void {
    const end = enterIn(keys);
    if (end < 0) {
      this.write(keys);
      return;
    }
    const rest = keys.slice(end + 1);
    this.#isHeld = true;
    this.write(keys.slice(0, end + 1));
    if (rest !== "") this.#hold(rest);
  }

  #hold(keys: string): void {
    this.#held += keys.replaceAll(INTERRUPT, "").replaceAll(SUSPEND, "");
    if (!keys.includes(INTERRUPT)) return;
    // Whoever stops an answer does not mean what was typed before.
    this.#held = "";
    this.#onInterrupt();
  }

  /** Takes the marks away, and what is between them for text. */
  #pasted(chunk: string): string {
    let rest = this.#tail + chunk;
    this.#tail = "";
    let keys = "";
    for (;;) {
      const mark = this.#isPasting ? PASTE_END : PASTE;
      const at = rest.indexOf(mark);
      if (at < 0) break;
      keys += this.#asText(rest.slice(0, at));
      rest = rest.slice(at + mark.length);
      this.#isPasting = !this.#isPasting;
    }
    const cut = beginOfMark(rest, this.#isPasting ? PASTE_END : PASTE);
    this.#tail = rest.slice(cut);
    return keys + this.#asText(rest.slice(0, cut));
  }

  #asText(keys: string): string {
    return this.#isPasting ? lineOfText(keys.replaceAll(/\r\n?/g, "\n")) : keys;
  }
}

/** Where the first Enter stands. Behind Escape it is another key. */
function enterIn(keys: string): number {
  return keys.replaceAll(`${ESCAPE}\r`, "  ").search(/[\r\n]/);
}

/** Where the beginning of `mark` stands at the end of `text`. The key Escape alone is none. */
function beginOfMark(text: string, mark: string): number {
  for (let length = mark.length - 1; length > 2; length--) {
    if (text.endsWith(mark.slice(0, length))) return text.length - length;
  }
  return text.length;
}

import type { Paint, Style } from "./colour.ts";

const MARKER = /[*_`\\]/;
const RUN = /^(?:\*+|_+|`+)/;
const ESCAPED = /^\\[*_`\\]/;
/** Closed spans, and the character behind them: where it is not known, the closing run may go on. */
const SPANS: readonly RegExp[] = [
  /^(`{1,3})(?!`)(.{0,236}?[^`])\1(?!`)(?=(.?))/s,
  /^(\*{1,3})(?![\s*_])(.{0,236}?[^\s*_\\])\1(?!\*)(?=(.?))/s,
  /^(_{1,3})(?![\s*_])(.{0,236}?[^\s*_\\])\1(?![_\p{L}\p{N}])(?=(.?))/su,
];
/** More than the longest span: nobody waits longer for the end of one. */
const LONGEST = 245;
const WORD = /[\p{L}\p{N}]/u;
const STYLES: Readonly<Record<number, Style>> = { 1: "italic", 2: "bold", 3: ["bold", "italic"] };

/**
 * Emphasis and code within a line, as it comes in. What may still become a span is held back until that
 * is known. Nothing is lost: a marker without its partner is printed.
 */
export class InlineMarkdown {
  readonly #paint: Paint;
  #held = "";
  /** The character before what is held. */
  #before = "";

  constructor(paint: Paint) {
    this.#paint = paint;
  }

  /** Takes the next piece of the line; returns what may be printed by now. */
  push(text: string): string {
    this.#held += text;
    return this.#drain(false);
  }

  /** The rest of the line; the next piece begins a new one. */
  end(): string {
    const rest = this.#drain(true);
    this.#before = "";
    return rest;
  }

  #drain(final: boolean): string {
    let out = "";
    while (this.#held !== "") {
      const at = this.#held.search(MARKER);
      const next = at === 0 ? this.#marker(final) : this.#take(at < 0 ? Infinity : at);
      if (next === undefined) break;
      out += next;
    }
    return out;
  }

  /** What the marker at the start of the held text comes to; undefined: that is not known yet. */
  #marker(final: boolean): string | undefined {
    const waits = !final && this.#held.length < LONGEST;
    if (this.#held.startsWith("\\")) return this.#backslash(waits);
    const run = RUN.exec(this.#held)?.[0] ?? "";
    // The run itself may go on in the next piece.
    if (waits && run.length === this.#held.length) return undefined;
    if (!this.#mayOpen(run)) return this.#take(run.length);
    const match = matchSpan(this.#held);
    if (match !== undefined && !(waits && match[3] === "")) return this.#span(match);
    return waits ? undefined : this.#take(run.length);
  }

  #backslash(waits: boolean): string | undefined {
    if (this.#held.length === 1 && waits) return undefined;
    if (ESCAPED.test(this.#held)) this.#take(1);
    return this.#take(1);
  }

  #span([whole, run = "", inner = ""]: RegExpExecArray): string {
    this.#take(whole.length);
    if (run.startsWith("`")) return this.#paint("cyan", inner);
    const nested = new InlineMarkdown(this.#paint);
    return this.#paint(STYLES[run.length] ?? "bold", nested.push(inner) + nested.end());
  }

  #mayOpen(run: string): boolean {
    if (run.length > 3) return false;
    // `snake_case` is a word; a star may open anywhere.
    if (run.startsWith("_") && WORD.test(this.#before)) return false;
    return run.startsWith("`") || !/\s/.test(this.#held[run.length] ?? "");
  }

  #take(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(text.length);
    this.#before = text.at(-1) ?? this.#before;
    return text;
  }
}

function matchSpan(text: string): RegExpExecArray | undefined {
  for (const pattern of SPANS) {
    const match = pattern.exec(text);
    if (match !== null) return match;
  }
}

import type { Paint, Style } from "./colour.ts";
import { InlineMarkdown } from "./inline.ts";

const HEADING = /^ {0,3}(#{1,6})[ \t]{1,80}(?=\S)/;
const BULLET = /^([ \t]{0,80})[-*+][ \t]{1,80}(?=\S)/;
const QUOTE = /^ {0,3}>(?:[ \t]|(?=\S)|$)/;
const RULE = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
/** The beginning of a line that may still become one of these. */
const UNDECIDED = /^(?:[ \t]*| {0,3}#{1,6}[ \t]*|[ \t]*[-*+_][-*+_ \t]*| {0,3}>| {0,3}(?:`+|~+))$/;
const MAY_CLOSE = /^ {0,3}(?:`*|~*)[ \t]*$/;
/** A line that is still undecided at this length is text. */
const LONGEST_START = 200;

/**
 * Markdown with its headings, lists, quotes, code and emphasis shown as a terminal can, as it comes in.
 * Everything else is printed as written: lines are neither wrapped nor moved. The same text gives the
 * same output, however it was cut.
 */
export class MarkdownRenderer {
  readonly #paint: Paint;
  readonly #inline: InlineMarkdown;
  /** The line so far, while it is not known what it is. */
  #start: string | undefined = "";
  /** How the rest of the line looks. */
  #style: Style | undefined;
  /** The marker that opened a block of code. */
  #fence: string | undefined;

  constructor(paint: Paint) {
    this.#paint = paint;
    this.#inline = new InlineMarkdown(paint);
  }

  /** Takes the next piece of the text; returns what may be printed by now. */
  push(text: string): string {
    let out = "";
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      out += `${this.#piece(text.slice(from, at))}${this.#endLine()}\n`;
      from = at + 1;
    }
    return out + this.#piece(text.slice(from));
  }

  /** What was held back; the next text begins anew. */
  end(): string {
    const rest = this.#endLine();
    this.#fence = undefined;
    return rest;
  }

  #piece(text: string): string {
    if (text === "") return "";
    if (this.#start === undefined) return this.#rest(text);
    this.#start += text;
    return this.#begin(false);
  }

  #endLine(): string {
    const start = this.#start === undefined ? "" : this.#begin(true);
    const rest = this.#fence === undefined ? this.#styled(this.#inline.end()) : "";
    this.#start = "";
    this.#style = undefined;
    return start + rest;
  }

  /** Decides what the line is, if it can, and prints its start. */
  #begin(final: boolean): string {
    let start = this.#start ?? "";
    if (this.#fence !== undefined) return this.#insideFence(start, final);
    let bars = "";
    for (let quote = QUOTE.exec(start); ; quote = QUOTE.exec(start)) {
      if (!final && mayBecome(start)) break;
      if (quote === null) {
        this.#start = undefined;
        return bars + this.#line(start);
      }
      bars += this.#paint("dim", "│ ");
      start = start.slice(quote[0].length);
    }
    this.#start = start;
    return bars;
  }

  #line(start: string): string {
    if (start.length < LONGEST_START) {
      const fence = FENCE.exec(start);
      if (fence !== null) this.#fence = fence[1];
      if (fence !== null || RULE.test(start)) return this.#paint("dim", start);
    }
    const heading = HEADING.exec(start);
    if (heading !== null) {
      this.#style = heading[1] === "#" ? ["bold", "underline"] : "bold";
      return this.#rest(start.slice(heading[0].length));
    }
    const bullet = BULLET.exec(start);
    if (bullet === null) return this.#rest(start);
    return `${bullet[1]}• ${this.#rest(start.slice(bullet[0].length))}`;
  }

  #insideFence(start: string, final: boolean): string {
    if (start.length < LONGEST_START && MAY_CLOSE.test(start)) {
      if (!final) return "";
      if (start.trim().startsWith(this.#fence ?? "")) {
        this.#fence = undefined;
        return this.#paint("dim", start);
      }
    }
    this.#start = undefined;
    return this.#rest(start);
  }

  #rest(text: string): string {
    if (this.#fence !== undefined) return text === "" ? "" : this.#paint("cyan", text);
    return this.#styled(this.#inline.push(text));
  }

  #styled(text: string): string {
    return this.#style === undefined || text === "" ? text : this.#paint(this.#style, text);
  }
}

/** Whether more of the line is needed to tell what it is. */
function mayBecome(start: string): boolean {
  return start.length < LONGEST_START && (UNDECIDED.test(start) || FENCE.test(start));
}

import { endOfString } from "./json-string.ts";

/** One element of a list that may hold cookies. */
export interface JsonElement {
  /** Of the list: empty where it is the whole document, else `cookies` or `log.entries`. */
  readonly list: string;
  readonly index: number;
  /** Its JSON, with strings over 64 KiB emptied; undefined where it is no object or too long. */
  readonly text: string | undefined;
}

/** Bodies of responses are longer; cookies and URLs are not. */
const LONGEST_STRING = 64 * 1024;
const LONGEST_ELEMENT = 8 * 1024 * 1024;
const LISTS: ReadonlySet<string> = new Set(["", "cookies", "log.entries"]);
/** How many objects lead to a list at most. */
const DEEPEST = 2;

const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/**
 * Cuts the elements of those lists out of JSON as its bytes arrive. Holds one element at most, however
 * long the document is. A malformed element does not spoil those behind it: brackets are counted, and
 * no string goes on past the end of its line.
 */
export class JsonElements {
  #depth = 0;
  /** Of the outermost containers: whether they are objects, and the key that was read last. */
  readonly #isObject: boolean[] = [];
  readonly #keys: string[] = [];
  #awaitsKey = false;

  #list: string | undefined;
  #listDepth = 0;
  #found = false;
  #index = 0;
  #isScalar = false;

  /** Pieces of a string that is long or goes on in the next chunk. */
  #string: Buffer[] | undefined;
  #stringLength = 0;
  #isEscaped = false;

  #element: Buffer[] | undefined;
  #elementLength = 0;

  /** Whether one of the lists was there. */
  get found(): boolean {
    return this.#found;
  }

  /** Whether everything that was opened has been closed. */
  get isWhole(): boolean {
    return this.#depth === 0 && this.#string === undefined;
  }

  /** The elements that end in `bytes`. */
  *push(bytes: Uint8Array): Generator<JsonElement, void> {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    /** Where that begins which is part of the element and not kept yet. */
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#string !== undefined) {
        at = this.#goOn(chunk, at);
        start = at;
        continue;
      }
      switch (chunk[at]) {
        case QUOTE: {
          const end = endOfString(chunk, at + 1, false);
          if (end.isOver && end.at - at <= LONGEST_STRING) {
            this.#endString(chunk.subarray(at + 1, end.at));
            at = end.at;
          } else {
            this.#keep(chunk.subarray(start, at + 1));
            this.#string = [];
            this.#stringLength = 0;
            this.#isEscaped = false;
          }
          break;
        }
        case OPEN_OBJECT:
        case OPEN_LIST:
          if (this.#open(chunk[at] === OPEN_OBJECT)) start = at;
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST: {
          const isElement = this.#element !== undefined && this.#depth - 1 === this.#listDepth;
          if (isElement) this.#keep(chunk.subarray(start, at + 1));
          const element = this.#close(isElement);
          if (element !== undefined) yield element;
          break;
        }
        case COMMA: {
          const scalar = this.#comma();
          if (scalar !== undefined) yield scalar;
          break;
        }
        default:
          if ((chunk[at] ?? 0) > 0x20) this.#isScalar = true;
      }
    }
    if (this.#string === undefined) this.#keep(chunk.subarray(start));
  }

  /** Reads on in a string; gives where it ends: at its quote, or at the end of line or chunk. */
  #goOn(chunk: Buffer, from: number): number {
    const end = endOfString(chunk, from, this.#isEscaped);
    const part = chunk.subarray(from, end.at);
    this.#isEscaped = end.isEscaped;
    this.#stringLength += part.length;
    if (this.#stringLength <= LONGEST_STRING) this.#string?.push(part);
    else this.#string = [];
    if (!end.isOver) return chunk.length;
    const parts = this.#string ?? [];
    this.#string = undefined;
    for (const piece of parts) this.#keep(piece);
    this.#endString(Buffer.concat(parts));
    return end.at;
  }

  #endString(text: Buffer): void {
    this.#isScalar = true;
    if (this.#element !== undefined || !this.#awaitsKey || this.#depth > DEEPEST) return;
    this.#keys[this.#depth - 1] = text.toString();
    this.#awaitsKey = false;
  }

  /** Whether an element begins here. */
  #open(isObject: boolean): boolean {
    this.#isScalar = false;
    const outer = this.#depth++;
    if (this.#element !== undefined) return false;
    if (this.#list !== undefined) {
      this.#element = [];
      this.#elementLength = 0;
      return true;
    }
    if (outer <= DEEPEST) {
      const path = this.#isObject.slice(0, outer).every(Boolean) ? this.#keys.slice(0, outer) : [];
      const name = path.join(".");
      if (!isObject && path.length === outer && LISTS.has(name)) this.#begin(name);
      this.#isObject[outer] = isObject;
      this.#awaitsKey = isObject;
    }
    return false;
  }

  #begin(list: string): void {
    this.#list = list;
    this.#listDepth = this.#depth;
    this.#index = 0;
    this.#found = true;
  }

  #close(isElement: boolean): JsonElement | undefined {
    const wasScalar = this.#endsScalar();
    this.#depth = Math.max(0, this.#depth - 1);
    if (isElement) return this.#take();
    if (this.#list === undefined || this.#depth >= this.#listDepth) return undefined;
    const list = this.#list;
    this.#list = undefined;
    return wasScalar ? { list, index: this.#index, text: undefined } : undefined;
  }

  #comma(): JsonElement | undefined {
    const scalar = this.#endsScalar() ? this.#list : undefined;
    const index = this.#index;
    if (this.#list !== undefined && this.#depth === this.#listDepth) this.#index++;
    this.#awaitsKey = this.#depth <= DEEPEST && this.#isObject[this.#depth - 1] === true;
    return scalar === undefined ? undefined : { list: scalar, index, text: undefined };
  }

  /** Whether something that is neither object nor list stood in the list until here. */
  #endsScalar(): boolean {
    const ends = this.#isScalar && this.#list !== undefined && this.#depth === this.#listDepth;
    this.#isScalar = false;
    return ends;
  }

  #keep(part: Buffer): void {
    if (this.#element === undefined || part.length === 0) return;
    this.#elementLength += part.length;
    if (this.#elementLength <= LONGEST_ELEMENT) this.#element.push(part);
    else this.#element = [];
  }

  #take(): JsonElement {
    const isLong = this.#elementLength > LONGEST_ELEMENT;
    const text = isLong ? undefined : Buffer.concat(this.#element ?? []).toString();
    this.#element = undefined;
    return { list: this.#list ?? "", index: this.#index, text };
  }
}

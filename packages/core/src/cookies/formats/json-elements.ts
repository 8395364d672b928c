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

const [QUOTE, COMMA, OPEN_LIST, OPEN_OBJECT] = [0x22, 0x2c, 0x5b, 0x7b];
const MARKS: ReadonlySet<number> = new Set(Buffer.from(",[]{}"));

/**
 * Cuts the elements of those lists out of JSON as its bytes arrive. Holds one element at most, however
 * long the document is. A malformed element does not spoil those behind it: brackets are counted, and
 * no string goes on past the end of its line.
 */
export class JsonElements {
  /** Where in the chunk that begins which is part of the element and not kept yet. */
  #start = 0;
  #depth = 0;
  /** Of the outermost containers: whether they are objects, and the key that was read last. */
  readonly #isObject: boolean[] = [];
  readonly #keys: string[] = [];
  #awaitsKey = false;

  #list: string | undefined;
  #listDepth = 0;
  #found: string | undefined;
  #index = 0;
  #isScalar = false;

  /** Pieces of a string that is long or goes on in the next chunk. */
  #string: Buffer[] | undefined;
  #stringLength = 0;
  #isEscaped = false;

  #element: Buffer[] | undefined;
  #elementLength = 0;

  /** The list that came first; undefined where there was none. */
  get found(): string | undefined {
    return this.#found;
  }

  /** Whether everything that was opened has been closed. */
  get isWhole(): boolean {
    return this.#depth === 0 && this.#string === undefined;
  }

  /** The elements that end in `bytes`. */
  *push(bytes: Uint8Array): Generator<JsonElement, void> {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#string !== undefined) at = this.#goOn(chunk, at);
      else if (byte === QUOTE) at = this.#beginString(chunk, at);
      else if (!MARKS.has(byte)) this.#isScalar ||= byte > 0x20;
      else {
        const element = byte === COMMA ? this.#comma() : this.#bracket(chunk, at);
        if (element !== undefined) yield element;
      }
    }
    if (this.#string === undefined) this.#keep(chunk.subarray(this.#start));
  }

  /** Most strings end in the chunk and need no pieces; gives where it was read to. */
  #beginString(chunk: Buffer, at: number): number {
    const end = endOfString(chunk, at + 1, false);
    if (end.isOver && end.at - at <= LONGEST_STRING) {
      this.#endString(chunk.subarray(at + 1, end.at));
      return end.at;
    }
    this.#keep(chunk.subarray(this.#start, at + 1));
    this.#string = [];
    this.#stringLength = 0;
    this.#isEscaped = false;
    return at;
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
    this.#start = end.at;
    return end.at;
  }

  #endString(text: Buffer): void {
    this.#isScalar = true;
    if (this.#element !== undefined || !this.#awaitsKey || this.#depth > DEEPEST) return;
    this.#keys[this.#depth - 1] = text.toString();
    this.#awaitsKey = false;
  }

  #bracket(chunk: Buffer, at: number): JsonElement | undefined {
    const byte = chunk[at];
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (this.#open(byte === OPEN_OBJECT)) this.#start = at;
      return undefined;
    }
    const isElement = this.#element !== undefined && this.#depth - 1 === this.#listDepth;
    if (isElement) this.#keep(chunk.subarray(this.#start, at + 1));
    return this.#close(isElement);
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
      if (!isObject && this.#isObject.slice(0, outer).every(Boolean)) {
        this.#begin(this.#keys.slice(0, outer).join("."));
      }
      this.#isObject[outer] = isObject;
      this.#awaitsKey = isObject;
    }
    return false;
  }

  #begin(list: string): void {
    if (!LISTS.has(list)) return;
    this.#list = list;
    this.#listDepth = this.#depth;
    this.#index = 0;
    this.#found ??= list;
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

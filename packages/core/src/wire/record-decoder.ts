import { ProviderError } from "../errors.ts";
import { newList } from "../new-list.ts";

const LF = 0x0a;
const CR = 0x0d;
const BOM = 0xfeff;

/** Where the scan of one piece of text got to. */
export interface Scan {
  readonly text: string;
  /** Where to begin. */
  readonly from: number;
  /** True where nothing of the record at `from` came before. */
  readonly fresh: boolean;
}

/**
 * Bytes in, records out: UTF-8 (one byte order mark stripped, invalid bytes become U+FFFD), and a cap
 * on the bytes of one record. Each byte is decoded once and searched once, whatever the chunks.
 */
export abstract class RecordDecoder<T> {
  readonly #utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #limit: number;
  readonly #option: string;
  #pending = 0;
  #started = false;
  #ended = false;
  #failure: ProviderError | undefined;

  /** @param option The name by which callers know the limit. */
  constructor(limit: number, option: string) {
    if (!Number.isSafeInteger(limit) || limit < 1) {
      throw new TypeError(`${option} must be a positive integer, not ${String(limit)}`);
    }
    this.#limit = limit;
    this.#option = option;
  }

  /** Bytes of the record that is not complete yet, its line ends included. */
  get pendingBytes(): number {
    return this.#pending;
  }

  /** What the next `push` or `end` is going to throw: it came up after records that were handed out. */
  get failure(): ProviderError | undefined {
    return this.#failure;
  }

  /**
   * The records that this chunk completes. The chunk may be reused afterwards.
   * @throws ProviderError `protocol` where the stream breaks a rule; when the same chunk completed
   * records before the fault, those are returned and the next call throws.
   */
  push(chunk: Uint8Array): readonly T[] {
    if (!ArrayBuffer.isView(chunk)) throw new TypeError("a chunk must be a Uint8Array");
    if (this.#ended)
      throw new TypeError("the decoder was ended; use a new one for the next stream");
    if (this.#failure !== undefined) throw this.#failure;
    const records = newList<T>();
    try {
      this.#feedWithinLimit(chunk, records);
    } catch (error) {
      if (!ProviderError.is(error)) throw error;
      this.#failure = error;
      if (records.length === 0) throw error;
    }
    return records;
  }

  /**
   * Says that the input is over. Returns the record that was left incomplete, as it would read had it
   * been closed here; whether it may be trusted depends on the format.
   */
  end(): T | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return undefined;
    this.#ended = true;
    return this.residue(this.#utf8.decode());
  }

  /**
   * Appends the records that `text` completes to `records`, keeps the rest. Returns the index behind
   * the last line end that closed a record, -1 where none did.
   */
  protected abstract scan(scan: Scan, records: T[]): number;

  /** The record made of what is kept and of `text`, the very last characters. */
  protected abstract residue(text: string): T | undefined;

  // A slice of what room is left cannot break the limit, so the scan itself never has to count.
  #feedWithinLimit(chunk: Uint8Array, records: T[]): void {
    let rest = chunk;
    while (rest.length > 0) {
      const room = this.#limit - this.#pending;
      if (room === 0) {
        throw new ProviderError(
          "protocol",
          `one record of the stream is larger than ${this.#limit} bytes (${this.#option})`,
          { phase: "stream" },
        );
      }
      this.#feed(rest.length <= room ? rest : rest.subarray(0, room), records);
      rest = rest.length <= room ? rest.subarray(rest.length) : rest.subarray(room);
    }
  }

  #feed(bytes: Uint8Array, records: T[]): void {
    const fresh = this.#pending === 0;
    this.#pending += bytes.length;
    const text = this.#utf8.decode(bytes, { stream: true });
    if (text === "") return;
    const from = !this.#started && text.charCodeAt(0) === BOM ? 1 : 0;
    this.#started = true;
    const closed = this.scan({ text, from, fresh }, records);
    if (closed >= 0) this.#pending = bytesAfter(bytes, text, closed);
  }
}

// Line ends are single bytes in UTF-8, so counting them finds in the bytes what an index means in the text.
function bytesAfter(bytes: Uint8Array, text: string, closed: number): number {
  let lineEnds = 1;
  for (let index = closed; index < text.length; index++) {
    if (isLineEnd(text.charCodeAt(index))) lineEnds++;
  }
  let at = bytes.length;
  while (lineEnds > 0) {
    at--;
    if (isLineEnd(bytes[at])) lineEnds--;
  }
  return bytes.length - at - 1;
}

function isLineEnd(code: number | undefined): boolean {
  return code === LF || code === CR;
}

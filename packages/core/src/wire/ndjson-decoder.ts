import { ProviderError } from "../errors.ts";
import { parseJson } from "./json.ts";
import { MAX_EVENT_BYTES, MAX_JSON_DEPTH } from "./limits.ts";
import { Pieces } from "./pieces.ts";
import { RecordDecoder, type Scan } from "./record-decoder.ts";

/** How NDJSON is read. */
export interface NdjsonOptions {
  /** Bytes of one line. Default 32 MiB. */
  readonly maxLineBytes?: number;
  /** How deep a value may nest. Default 128. */
  readonly maxDepth?: number;
}

/** The value of one line, and its text without the line feed. */
export interface NdjsonLine {
  readonly value: unknown;
  readonly text: string;
}

/** NDJSON, decoded as it arrives; the rules are those of {@link ndjson}. A new one for each stream. */
export class NdjsonDecoder extends RecordDecoder<NdjsonLine> {
  readonly #line: Pieces = new Pieces("");
  readonly #maxDepth: number;

  constructor(options: NdjsonOptions = {}) {
    super(options.maxLineBytes ?? MAX_EVENT_BYTES, "maxLineBytes");
    this.#maxDepth = options.maxDepth ?? MAX_JSON_DEPTH;
  }

  protected override scan({ text, from }: Scan, lines: NdjsonLine[]): number {
    let start = from;
    for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
      this.#line.add(text.slice(start, end));
      start = end + 1;
      const line = this.#line.take();
      if (isBlank(line)) continue;
      lines.push({ value: parseJson(line, { maxDepth: this.#maxDepth }), text: line });
    }
    if (start < text.length) this.#line.add(text.slice(start));
    return start === from ? -1 : start;
  }

  // Cut anywhere, an object, array, string or literal no longer parses; a number still may.
  protected override residue(text: string): NdjsonLine | undefined {
    this.#line.add(text);
    const line = this.#line.take();
    if (isBlank(line)) return undefined;
    try {
      const value = parseJson(line, { maxDepth: this.#maxDepth });
      return typeof value === "number" ? undefined : { value, text: line };
    } catch (error) {
      if (ProviderError.is(error)) return undefined;
      throw error;
    }
  }
}

function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line);
}

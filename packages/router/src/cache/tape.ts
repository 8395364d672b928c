import type { Chunk } from "@g4f/core";

/** Parts that belong to the call they came with, and mean nothing to another. */
const OF_THE_CALL: ReadonlySet<string> = new Set(["queue", "warning", "provider", "conversation"]);

/** Everything that an answer consisted of, as it is kept: plain data. */
export class Tape {
  readonly #chunks: Chunk[] = [];
  readonly #most: number;
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Chunk): void {
    if (typeof chunk !== "string" && OF_THE_CALL.has(chunk.type)) return;
    this.#length += typeof chunk === "string" ? chunk.length : sizeOf(chunk);
    if (this.#length <= this.#most) this.#chunks.push(plain(chunk));
  }

  /** What was kept; undefined where it was too much, or holds what is no plain data. */
  get chunks(): readonly Chunk[] | undefined {
    return this.#length <= this.#most ? this.#chunks : undefined;
  }
}

/** A raw event may read itself only when it is asked: what is kept has all of it. */
function plain(chunk: Chunk): Chunk {
  return typeof chunk === "string" || chunk.type !== "raw" ? chunk : { ...chunk, data: chunk.data };
}

function sizeOf(chunk: Exclude<Chunk, string>): number {
  // Bytes are no JSON: an answer that holds a file is not kept.
  if (chunk.type === "file" && chunk.data !== undefined) return Number.POSITIVE_INFINITY;
  try {
    return JSON.stringify(chunk).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

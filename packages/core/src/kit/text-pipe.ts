import type { Chunk } from "../chunk.ts";
import { StopGuard } from "./stop-guard.ts";
import { ThinkSplitter } from "./think-splitter.ts";

/** What a text goes through on its way to the reader: reasoning is taken out, stop sequences end it. */
export class TextPipe {
  readonly #think: ThinkSplitter | undefined;
  readonly #stop: StopGuard | undefined;

  constructor(think: boolean, stop: string | readonly string[] | undefined) {
    this.#think = think ? new ThinkSplitter() : undefined;
    this.#stop = stop === undefined || stop.length === 0 ? undefined : new StopGuard(stop);
  }

  /** Whether text comes out as it goes in. */
  get plain(): boolean {
    return this.#think === undefined && this.#stop === undefined;
  }

  /** Whether a stop sequence has ended the answer. */
  get stopped(): boolean {
    return this.#stop?.hit === true;
  }

  push(text: string): Chunk[] {
    return this.#guard(this.#think === undefined ? [text] : this.#think.push(text));
  }

  /** What was kept, at the end of the answer. */
  end(): Chunk[] {
    const rest = this.#guard(this.#think?.end() ?? []);
    return [...rest, this.#stop?.end() ?? ""];
  }

  #guard(chunks: Chunk[]): Chunk[] {
    const stop = this.#stop;
    if (stop === undefined) return chunks;
    return chunks.map((chunk) => (typeof chunk === "string" ? stop.push(chunk) : chunk));
  }
}

import type { Chunk } from "./chunk.ts";
import { NextStep } from "./next-step.ts";

/** Chunks that came together, in order. */
export type Batch = readonly Chunk[];

/**
 * What a hook may return that reads many chunks at a time: they are handed out one by one, and those at
 * hand cost no further turn of the generator. Leave out of a batch what is to be read only once all
 * before it was: the generator goes on when a batch has been handed out.
 */
export function fromBatches(
  batches: AsyncGenerator<Batch, undefined>,
): AsyncGenerator<Chunk, undefined, undefined> {
  return new Batches(batches);
}

const NOTHING: Batch = [];

/** Its `take` and `takeText` are for the engine. */
class Batches implements AsyncGenerator<Chunk, undefined, undefined> {
  readonly #batches: AsyncGenerator<Batch, undefined>;
  #batch: Batch = NOTHING;
  #at = 0;
  #last: Promise<unknown> | undefined;
  /** How many are under way. */
  #pulls = 0;

  constructor(batches: AsyncGenerator<Batch, undefined>) {
    this.#batches = batches;
  }

  /** The next chunk that is at hand; undefined: `next` has to be asked. */
  take(): Chunk | undefined {
    if (this.#at < this.#batch.length) return this.#batch[this.#at++];
    // What was handed out is not kept until more comes: of a thousand slow streams that would be much.
    this.#batch = NOTHING;
    return undefined;
  }

  /** The next chunk that is at hand, where it is text. */
  takeText(): string | undefined {
    const chunk = this.#batch[this.#at];
    if (typeof chunk !== "string" || chunk === "") return undefined;
    this.#at++;
    return chunk;
  }

  next(): Promise<IteratorResult<Chunk, undefined>> {
    if (this.#last !== undefined) return this.#inTurn();
    const value = this.take();
    return value === undefined ? this.#inTurn() : Promise.resolve(new NextStep(value));
  }

  // Pulls that overlap are answered in turn, as those of a native generator are.
  #inTurn(): Promise<IteratorResult<Chunk, undefined>> {
    this.#pulls++;
    const pull = this.#last === undefined ? this.#pull() : this.#last.then(this.#pull, this.#pull);
    this.#last = pull;
    return pull;
  }

  readonly #pull = async (): Promise<IteratorResult<Chunk, undefined>> => {
    try {
      for (;;) {
        const value = this.take();
        if (value !== undefined) return new NextStep(value);
        const step = await this.#batches.next();
        if (step.done === true) return step;
        this.#batch = step.value;
        this.#at = 0;
      }
    } finally {
      if (--this.#pulls === 0) this.#last = undefined;
    }
  };

  return(): Promise<IteratorResult<Chunk, undefined>> {
    this.#batch = NOTHING;
    return this.#batches.return(undefined) as Promise<IteratorResult<Chunk, undefined>>;
  }

  throw(error: unknown): Promise<IteratorResult<Chunk, undefined>> {
    this.#batch = NOTHING;
    return this.#batches.throw(error) as Promise<IteratorResult<Chunk, undefined>>;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

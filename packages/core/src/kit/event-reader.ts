import type { Batch } from "../batches.ts";
import type { Chunk } from "../chunk.ts";
import { newList } from "../new-list.ts";

/**
 * Reads events that came together into one batch, for hooks behind `fromBatches`. What came before an
 * event that fails is handed out before the error is thrown; behind the event that ends the answer
 * none is read.
 */
export class EventReader<Event> {
  readonly #answer: { readonly over: boolean };
  readonly #readEvent: (event: Event, batch: Chunk[]) => void;
  #failure: unknown;

  /**
   * @param answer Is `over` when nothing that belongs to it can follow.
   * @param readEvent Adds what one event says to `batch`; may throw anything.
   */
  constructor(
    answer: { readonly over: boolean },
    readEvent: (event: Event, batch: Chunk[]) => void,
  ) {
    this.#answer = answer;
    this.#readEvent = readEvent;
  }

  /** What an event threw: to be thrown again once the batch was handed out. */
  get failure(): unknown {
    return this.#failure;
  }

  /** What the events say. Never throws: see `failure`. */
  read(events: readonly Event[]): Batch {
    const batch = newList<Chunk>();
    try {
      for (const event of events) {
        this.#readEvent(event, batch);
        if (this.#answer.over) break;
      }
    } catch (thrown) {
      this.#failure = thrown;
    }
    return batch;
  }
}

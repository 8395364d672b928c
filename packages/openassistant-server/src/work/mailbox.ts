import type { ChatEvent } from "@g4f/provider-openassistant/wire";

/** A reader that waits for the next event. */
export interface Turn {
  readonly event: Promise<ChatEvent>;
  /** Gives the turn up; an event that came already goes back to the front. */
  readonly cancel: () => void;
}

interface Waiter {
  readonly give: (event: ChatEvent) => void;
}

/**
 * The events of one message. Reading takes them away; several readers get them in the order in which
 * they asked, as with the original's Redis list.
 */
export class Mailbox {
  readonly #events: ChatEvent[] = [];
  readonly #waiters = new Set<Waiter>();
  #pushed = 0;
  /** Whether the last event was put in. */
  ended = false;

  get drained(): boolean {
    return this.#events.length === 0;
  }

  get hasReaders(): boolean {
    return this.#waiters.size > 0;
  }

  push(event: ChatEvent, now: number): void {
    this.#pushed = now;
    const [waiter] = this.#waiters;
    if (waiter === undefined) {
      this.#events.push(event);
      return;
    }
    this.#waiters.delete(waiter);
    waiter.give(event);
  }

  /** Drops what nobody read in time. */
  expire(now: number, afterMs: number): void {
    if (now - this.#pushed >= afterMs) this.#events.length = 0;
  }

  take(): Turn {
    const ready = this.#events.shift();
    let state: "waiting" | "given" | "cancelled" = ready === undefined ? "waiting" : "given";
    let given = ready;
    const { promise, resolve } = Promise.withResolvers<ChatEvent>();
    const waiter: Waiter = {
      give: (event) => {
        state = "given";
        given = event;
        resolve(event);
      },
    };
    if (ready === undefined) this.#waiters.add(waiter);
    else resolve(ready);
    const cancel = (): void => {
      this.#waiters.delete(waiter);
      if (state === "given" && given !== undefined) this.#events.unshift(given);
      state = "cancelled";
    };
    return { event: promise, cancel };
  }
}

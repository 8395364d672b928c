import type { ServerClock } from "../../src/index.ts";

interface Waiting {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that a test moves by hand. */
export class ManualClock implements ServerClock {
  #now = Date.parse("2026-11-20T10:02:30.553Z");
  readonly #waiting = new Set<Waiting>();

  now = (): number => this.#now;

  /** How many wait for their time. */
  get waiting(): number {
    return this.#waiting.size;
  }

  wait = (ms: number, signal: AbortSignal): Promise<void> => {
    if (ms <= 0 || signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiting = { at: this.#now + ms, wake: resolve };
    this.#waiting.add(waiting);
    const leave = (): void => {
      this.#waiting.delete(waiting);
      resolve();
    };
    signal.addEventListener("abort", leave, { once: true });
    return promise;
  };

  /** Moves on, and wakes whoever's time came. */
  advanceTo(time: number): void {
    this.#now = Math.max(this.#now, time);
    for (const waiting of this.#waiting) {
      if (waiting.at > this.#now) continue;
      this.#waiting.delete(waiting);
      waiting.wake();
    }
  }

  advance(ms: number): void {
    this.advanceTo(this.#now + ms);
  }
}

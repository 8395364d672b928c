import { tickerOf, tickMsFor, type Ticking } from "../ticker.ts";

/**
 * How long connecting may take: looked at by the tick that a call has anyway, so that it costs no timer.
 * As for the other limits of a call, an event loop that is blocked does not count as waiting.
 */
export class ConnectDeadline implements Ticking {
  readonly #ms: number;
  readonly #tickMs: number;
  readonly #onExpiry: () => void;
  #last: number = performance.now();
  #waited = 0;

  constructor(ms: number, onExpiry: () => void) {
    this.#ms = ms;
    this.#tickMs = tickMsFor(ms);
    this.#onExpiry = onExpiry;
    tickerOf(this.#tickMs).add(this);
  }

  tick(now: number): void {
    this.#waited += Math.min(now - this.#last, 2 * this.#tickMs);
    this.#last = now;
    if (this.#waited < this.#ms) return;
    this.stop();
    this.#onExpiry();
  }

  stop(): void {
    tickerOf(this.#tickMs).delete(this);
  }
}

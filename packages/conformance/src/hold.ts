const TICK_MS = 10;

/** Tells how long the event loop was held up at most: by a starved machine, or by the code itself. */
export class HoldMeter {
  #last: number = performance.now();
  #longest = 0;
  readonly #timer: NodeJS.Timeout = setInterval(() => this.#tick(), TICK_MS).unref();

  /** Stops measuring. Longest delay behind the schedule, in ms. */
  stop(): number {
    clearInterval(this.#timer);
    this.#tick();
    return Math.round(this.#longest);
  }

  #tick(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#last - TICK_MS);
    this.#last = now;
  }
}

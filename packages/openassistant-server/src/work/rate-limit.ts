import type { ServerClock } from "../clock.ts";

/** So many per user in a sliding window. */
export class RateLimit {
  readonly #clock: ServerClock;
  readonly #most: number;
  readonly #windowMs: number;
  readonly #times = new Map<string, number[]>();

  constructor(clock: ServerClock, most: number, windowMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** Counts one, if it may be. */
  take(userId: string): boolean {
    if (this.#most === Number.POSITIVE_INFINITY) return true;
    const now = this.#clock.now();
    const recent = (this.#times.get(userId) ?? []).filter((time) => now - time < this.#windowMs);
    const free = recent.length < this.#most;
    if (free) recent.push(now);
    this.#times.set(userId, recent);
    return free;
  }

  forget(userId: string): void {
    this.#times.delete(userId);
  }
}

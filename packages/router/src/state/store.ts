/** A value, now or later: what a store in memory has at once, one on a network has not. */
export type Eventually<T> = T | Promise<T>;

/**
 * Where cool-downs, breakers, budgets, limits and cached answers live. Values are plain data, as JSON
 * holds it. A store that fails never fails a call: the call then goes on as if nothing were known.
 */
export interface StateStore {
  /** What was last stored under `key`; undefined where nothing was, or its time is over. */
  readonly get: (key: string) => Eventually<unknown>;
  /**
   * Replaces the value of `key` by what `change` makes of it, for `ttlMs`, as one step: no other update
   * of the same key comes between. `change` is pure, and may be run again. Gives the new value.
   */
  readonly update: (
    key: string,
    change: (value: unknown) => unknown,
    ttlMs: number,
  ) => Eventually<unknown>;
}

interface Entry {
  readonly value: unknown;
  readonly expires: number;
}

/** How often, in updates, what is over is swept out. */
const SWEEP = 1_000;

/** State in the memory of the process: the default. Ends with it. */
export class MemoryStateStore implements StateStore {
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  #updates = 0;

  /** Of more than `maxEntries` (10,000 unless told) the one that came first goes. */
  constructor({ maxEntries = 10_000 }: { readonly maxEntries?: number } = {}) {
    this.#maxEntries = maxEntries;
  }

  /** How many values are held, those included whose time is over. */
  get size(): number {
    return this.#entries.size;
  }

  readonly get = (key: string): unknown => {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expires > Date.now() ? entry.value : undefined;
  };

  readonly update = (key: string, change: (value: unknown) => unknown, ttlMs: number): unknown => {
    const now = Date.now();
    const entry = this.#entries.get(key);
    const value = change(entry !== undefined && entry.expires > now ? entry.value : undefined);
    this.#entries.set(key, { value, expires: now + ttlMs });
    this.#updates++;
    if (this.#updates % SWEEP === 0) this.#sweep();
    if (this.#entries.size > this.#maxEntries) this.#dropOldest();
    return value;
  };

  #sweep(): void {
    const now = Date.now();
    for (const [key, { expires }] of this.#entries) {
      if (expires <= now) this.#entries.delete(key);
    }
  }

  #dropOldest(): void {
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }
}

import type { Listeners } from "../events.ts";
import type { Eventually, StateStore } from "./store.ts";

/** A day: as long as any key may rest. */
const TTL_MS = 86_400_000;

/** A store that fails no call: a failure is told of, and nothing is known then. */
export class Records {
  readonly #store: StateStore;
  readonly #listeners: Listeners;

  constructor(store: StateStore, listeners: Listeners) {
    this.#store = store;
    this.#listeners = listeners;
  }

  get<T>(key: string): Eventually<T | undefined> {
    try {
      const value = this.#store.get(key) as Eventually<T | undefined>;
      // Most is not there, and `instanceof` takes longer than to look.
      if (value === undefined) return undefined;
      return value instanceof Promise ? value.catch(this.#lost) : value;
    } catch (error) {
      return this.#lost(error);
    }
  }

  /** What `change` made of the value, or of `none` where there is no value. */
  update<T>(key: string, none: T, change: (state: T) => T, ttlMs: number = TTL_MS): Eventually<T> {
    try {
      const changed = (old: unknown): T => change((old ?? none) as T);
      const value = this.#store.update(key, changed, ttlMs) as Eventually<T>;
      if (!(value instanceof Promise)) return value;
      return value.catch((error) => this.#lost(error) ?? change(none));
    } catch (error) {
      return this.#lost(error) ?? change(none);
    }
  }

  readonly #lost = (error: unknown): undefined => {
    this.#listeners.tell({ type: "store-failed", error });
  };
}

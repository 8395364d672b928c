import type { Refusal } from "./refusal.ts";

/** A request that can be ended from outside. */
export interface Running {
  readonly cut: (why: Refusal) => void;
}

/** The requests that are being answered. */
export class InFlight {
  readonly #all = new Set<Running>();
  #empty: PromiseWithResolvers<void> | undefined;

  add(running: Running): void {
    this.#all.add(running);
  }

  delete(running: Running): void {
    this.#all.delete(running);
    if (this.#all.size === 0) this.#empty?.resolve();
  }

  /** Ends each; its client is told why, where it can be told. */
  cutAll(why: Refusal): void {
    for (const running of this.#all) running.cut(why);
  }

  /** Settles once there are none. */
  empty(): Promise<void> {
    if (this.#all.size === 0) return Promise.resolve();
    this.#empty ??= Promise.withResolvers();
    return this.#empty.promise;
  }
}

import { Refusal } from "../refusal.ts";

/** How much is let in at a time. */
export interface AdmissionLimits {
  /** Most answers at a time. Default 512. */
  readonly maxStreams: number;
  /** Most requests that wait for one of them to end; 0: none waits. Default 128. */
  readonly maxQueue: number;
  /** How long a request waits, in ms. Default 10 000. */
  readonly maxWaitMs: number;
}

export const ADMISSION_DEFAULTS: AdmissionLimits = {
  maxStreams: 512,
  maxQueue: 128,
  maxWaitMs: 10_000,
};

/** Gives the place back; a second time does nothing. */
export type Release = () => void;

interface Waiting {
  readonly enter: (release: Release) => void;
}

/** A bounded number of places, and a bounded queue before them, first come first served. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #queue = new Set<Waiting>();
  #taken = 0;

  constructor(limits: Partial<AdmissionLimits> = {}) {
    this.#limits = { ...ADMISSION_DEFAULTS, ...limits };
  }

  /** How many places are taken, and how many requests wait. */
  get load(): { readonly streams: number; readonly queued: number } {
    return { streams: this.#taken, queued: this.#queue.size };
  }

  /**
   * A place, at once or after a wait. `signal`: whoever waits has left.
   * @throws Refusal 429 where the queue is full, 503 where the wait was in vain; both say when to come
   * again.
   */
  enter(signal: AbortSignal): Release | Promise<Release> {
    const { maxStreams, maxQueue } = this.#limits;
    if (this.#taken < maxStreams) return this.#take();
    if (this.#queue.size >= maxQueue) {
      const message = `${maxStreams} answers are being given and ${this.#queue.size} requests wait: try again later`;
      throw new Refusal(message, { status: 429, code: "rate_limit", retryAfterMs: 1_000 });
    }
    return this.#wait(signal);
  }

  #take(): Release {
    this.#taken++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#taken--;
      this.#next();
    };
  }

  #next(): void {
    for (const waiting of this.#queue) {
      this.#queue.delete(waiting);
      waiting.enter(this.#take());
      return;
    }
  }

  async #wait(signal: AbortSignal): Promise<Release> {
    const { promise, resolve, reject } = Promise.withResolvers<Release>();
    const waiting: Waiting = { enter: resolve };
    const leave = (): void => {
      if (this.#queue.delete(waiting)) reject(late(this.#limits.maxWaitMs));
    };
    this.#queue.add(waiting);
    if (signal.aborted) leave();
    const timer = setTimeout(leave, this.#limits.maxWaitMs);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
    }
  }
}

function late(maxWaitMs: number): Refusal {
  const message = `no place was free within ${maxWaitMs} ms: try again later`;
  return new Refusal(message, { status: 503, code: "overloaded", retryAfterMs: 5_000 });
}

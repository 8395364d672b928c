import { setTimeout as sleep } from "node:timers/promises";

/** The time by which the server dates, pings and limits; a test brings its own and need not wait. */
export interface ServerClock {
  /** Ms since 1970. */
  readonly now: () => number;
  /** Resolves after `ms`, or as soon as `signal` aborts; never rejects. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The time of the machine. */
export const systemClock: ServerClock = {
  now: Date.now,
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal });
    } catch {
      // Aborted: the wait is over.
    }
  },
};

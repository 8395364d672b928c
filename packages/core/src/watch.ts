import type { ErrorPhase } from "./errors.ts";
import type { Expiry } from "./expiry.ts";
import type { Deadlines, ProviderSettings } from "./request.ts";
import { tickerOf, tickMsFor, type Ticking } from "./ticker.ts";

/** The limits of a call, complete, in ms. */
export type Limits = Readonly<Required<Deadlines>>;

/** What holds where nobody says otherwise (reliability: defaults). */
export const DEFAULT_LIMITS: Limits = {
  connect: 10_000,
  firstEvent: 120_000,
  idle: 60_000,
  total: 600_000,
  queue: 120_000,
  unread: 30_000,
  cleanup: 5_000,
};

/** The limits of a call; what is no limit is left to the schema to complain of. */
export function limitsOf(settings: ProviderSettings, given: unknown): Limits {
  const own: unknown =
    typeof given === "object" && given !== null ? Reflect.get(given, "deadlines") : undefined;
  if (settings.deadlines === undefined && own === undefined) return DEFAULT_LIMITS;
  const limits: Record<string, number> = { ...DEFAULT_LIMITS };
  for (const source of [settings.deadlines, own]) {
    for (const [key, value] of Object.entries(Object(source))) {
      if (typeof value === "number" && value > 0 && Object.hasOwn(DEFAULT_LIMITS, key)) {
        limits[key] = value;
      }
    }
  }
  return limits as unknown as Limits;
}

/** What the clock looks at; the engine only counts, so that a token costs no timer work. */
export interface Progress {
  /** Grows with each chunk that counts as progress. */
  readonly progress: number;
  /** Grows with each pull. */
  readonly pulls: number;
  readonly pulling: boolean;
  readonly queued: boolean;
  /** Where the call stands. */
  readonly phase: ErrorPhase;
}

/**
 * The clock of one call: a coarse tick that compares counters. Waiting time is what was seen waiting,
 * so neither a slow consumer nor a blocked event loop makes a call idle; only `total` is wall time.
 */
export class Watch implements Ticking {
  readonly #started = performance.now();
  readonly #limits: Limits;
  readonly #state: Progress;
  readonly #expire: (expiry: Expiry) => void;
  #attempt: Limits;
  readonly #tickMs: number;
  #attemptStarted: number = this.#started;
  #lastTick: number = this.#started;
  #progress = 0;
  #pulls = 0;
  #waited = 0;
  #unread = 0;
  #queuedFor = 0;

  constructor(limits: Limits, state: Progress, expire: (expiry: Expiry) => void) {
    this.#limits = limits;
    this.#attempt = limits;
    this.#state = state;
    this.#expire = expire;
    const { firstEvent, idle, total, queue, unread } = limits;
    this.#tickMs = tickMsFor(Math.min(firstEvent, idle, total, queue, unread));
    tickerOf(this.#tickMs).add(this);
  }

  stop(): void {
    tickerOf(this.#tickMs).delete(this);
  }

  tick(now: number): void {
    const expiry = this.#expiryAt(now, this.#state);
    if (expiry !== undefined) this.#expire(expiry);
  }

  /** A new attempt begins, under limits of its own; `total` and `unread` of the call go on. */
  restart(limits: Limits): void {
    this.#attempt = limits;
    this.#attemptStarted = performance.now();
    this.#progress = 0;
    this.#waited = 0;
    this.#queuedFor = 0;
  }

  #expiryAt(now: number, state: Progress): Expiry | undefined {
    const passed = Math.min(now - this.#lastTick, 2 * this.#tickMs);
    this.#lastTick = now;
    if (now - this.#started >= this.#limits.total) return this.#expired("total", state.phase);
    if (now - this.#attemptStarted >= this.#attempt.total) {
      return { limit: "attempt", ms: this.#attempt.total, phase: state.phase };
    }
    return state.pulling ? this.#waiting(state, passed) : this.#paused(state, passed);
  }

  #waiting(state: Progress, passed: number): Expiry | undefined {
    this.#unread = 0;
    this.#pulls = state.pulls;
    if (state.progress !== this.#progress) {
      this.#progress = state.progress;
      this.#waited = 0;
      return undefined;
    }
    if (state.progress === 0 && state.queued) {
      this.#queuedFor += passed;
      return this.#queuedFor >= this.#attempt.queue ? this.#expired("queue", "queue") : undefined;
    }
    this.#waited += passed;
    const limit = state.progress === 0 ? "firstEvent" : "idle";
    return this.#waited >= this.#attempt[limit] ? this.#expired(limit, state.phase) : undefined;
  }

  #paused(state: Progress, passed: number): Expiry | undefined {
    if (state.pulls !== this.#pulls) {
      this.#pulls = state.pulls;
      this.#unread = 0;
      return undefined;
    }
    this.#unread += passed;
    return this.#unread >= this.#limits.unread ? this.#expired("unread", "close") : undefined;
  }

  #expired(limit: Exclude<Expiry["limit"], "attempt">, phase: ErrorPhase): Expiry {
    const whole = limit === "total" || limit === "unread";
    return { limit, ms: (whole ? this.#limits : this.#attempt)[limit], phase };
  }
}

/** What wants to know that time passes. */
export interface Ticking {
  /** @param now As `performance.now()` has it, in ms. */
  readonly tick: (now: number) => void;
}

const COARSEST_MS = 100;
const FINEST_MS = 5;

/**
 * One timer for all that want the same tick: a thousand calls cost one. It runs while anybody wants it,
 * and keeps the process alive as long.
 */
class Ticker {
  readonly #ms: number;
  readonly #members = new Set<Ticking>();
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(ms: number) {
    this.#ms = ms;
  }

  add(member: Ticking): void {
    const now = performance.now();
    // A timer that was lost (with the fake clock of a test, say) must not stop those who come later.
    const lost = Math.abs(now - this.#last) > 4 * this.#ms;
    if (this.#timer === undefined || lost) {
      clearInterval(this.#timer);
      this.#timer = setInterval(this.#tick, this.#ms);
      this.#last = now;
    }
    this.#members.add(member);
  }

  delete(member: Ticking): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  readonly #tick = (): void => {
    this.#last = performance.now();
    for (const member of this.#members) member.tick(this.#last);
  };
}

const tickers = new Map<number, Ticker>();

/** How finely a limit is looked at, in whole ms, so that what has about the same limit shares a timer. */
export function tickMsFor(limitMs: number): number {
  return Math.min(COARSEST_MS, Math.max(FINEST_MS, Math.floor(limitMs / 4)));
}

/** The ticker of so many ms. */
export function tickerOf(ms: number): Ticker {
  const known = tickers.get(ms);
  if (known !== undefined) return known;
  const made = new Ticker(ms);
  tickers.set(ms, made);
  return made;
}

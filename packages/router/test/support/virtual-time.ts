interface Timer {
  readonly id: number;
  at: number;
  readonly every: number | undefined;
  readonly run: () => void;
}

const turn = globalThis.setImmediate;
const START = Date.UTC(2026, 0, 1);

/**
 * A clock that stands still until everything that is due has run, and then jumps to the next timer. The
 * code under test sees it as the time of the process, so an hour of calls takes as long as its work.
 */
export class VirtualTime {
  readonly #timers = new Map<number, Timer>();
  #ms = 0;
  #ids = 0;

  /** Stands in for the clocks and timers of the process until `restore`. */
  static install(): { readonly time: VirtualTime; readonly restore: () => void } {
    const time = new VirtualTime();
    const { setTimeout, clearTimeout, setInterval, clearInterval, Date, performance } = globalThis;
    const real = { setTimeout, clearTimeout, setInterval, clearInterval };
    const [dateNow, performanceNow] = [Date.now, performance.now];
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms = 0) => time.#add(run, ms),
      setInterval: (run: () => void, ms = 0) => time.#add(run, ms, ms),
      clearTimeout: (timer: unknown) => time.#remove(timer),
      clearInterval: (timer: unknown) => time.#remove(timer),
    });
    Date.now = () => START + Math.floor(time.#ms);
    performance.now = () => time.#ms;
    const restore = (): void => {
      Object.assign(globalThis, real);
      Date.now = dateNow;
      performance.now = performanceNow;
    };
    return { time, restore };
  }

  /** Runs `work` in a time of its own. */
  static async during<T>(work: (time: VirtualTime) => Promise<T>): Promise<T> {
    const { time, restore } = VirtualTime.install();
    try {
      return await time.until(work(time));
    } finally {
      restore();
    }
  }

  /** Ms since it was installed. */
  get now(): number {
    return this.#ms;
  }

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Resolves after `ms` of this clock. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#add(resolve, ms));
  }

  /** Runs the clock until `promise` settles; what it settles with. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const over = (): void => void (settled = true);
    promise.then(over, over);
    for (;;) {
      await settle();
      if (settled) return await promise;
      if (!this.#step()) throw new Error("nothing is left to happen, and the promise is pending");
    }
  }

  /** Runs the clock for `ms`. */
  async run(ms: number): Promise<void> {
    await this.until(this.sleep(ms));
  }

  #add(run: () => void, ms: number, every?: number): number {
    this.#ids++;
    this.#timers.set(this.#ids, { id: this.#ids, at: this.#ms + Math.max(0, ms), every, run });
    return this.#ids;
  }

  #remove(id: unknown): void {
    this.#timers.delete(id as number);
  }

  #step(): boolean {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) {
      if (next === undefined || timer.at < next.at) next = timer;
    }
    if (next === undefined) return false;
    this.#ms = Math.max(this.#ms, next.at);
    if (next.every === undefined) this.#timers.delete(next.id);
    else next.at = this.#ms + Math.max(1, next.every);
    next.run();
    return true;
  }
}

/** Lets everything run that is due: promises, and what they set off. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => void turn(resolve));
}

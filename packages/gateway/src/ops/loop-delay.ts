import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 20;
const WINDOW_MS = 10_000;

/** How late the event loop of the process is, over the last ten to twenty seconds. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #timer: NodeJS.Timeout | undefined;
  #lastMax = 0;

  start(): void {
    this.#histogram.enable();
    this.#timer = setInterval(() => {
      this.#lastMax = this.#histogram.max;
      this.#histogram.reset();
    }, WINDOW_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  /** The worst delay, in ms. */
  get worstMs(): number {
    // A histogram without a value says 0; each value holds the resolution itself.
    const worst = Math.max(this.#histogram.max, this.#lastMax) / 1e6;
    return Math.max(0, worst - RESOLUTION_MS);
  }
}

import { overlap } from "./think-splitter.ts";

/** Keeps stop sequences out of a text, wherever they are split over chunks. */
export class StopGuard {
  readonly #stops: readonly string[];
  #held = "";
  #hit = false;

  constructor(stops: string | readonly string[]) {
    this.#stops = (typeof stops === "string" ? [stops] : stops).filter((stop) => stop !== "");
  }

  /** Whether a stop sequence was met: nothing behind it belongs to the answer. */
  get hit(): boolean {
    return this.#hit;
  }

  /** The text that is known to hold no stop sequence; what may be the beginning of one is kept. */
  push(text: string): string {
    if (this.#hit) return "";
    const all = this.#held + text;
    const at = firstOf(this.#stops, all);
    if (at !== undefined) {
      this.#hit = true;
      this.#held = "";
      return all.slice(0, at);
    }
    const kept = Math.max(0, ...this.#stops.map((stop) => overlap(all, stop)));
    this.#held = all.slice(all.length - kept);
    return all.slice(0, all.length - kept);
  }

  /** What was kept, at the end of the answer. */
  end(): string {
    const rest = this.#held;
    this.#held = "";
    return rest;
  }
}

/** Where the sequence begins that is complete first: that is when the answer ends, however it is cut. */
function firstOf(stops: readonly string[], text: string): number | undefined {
  let best: { readonly start: number; readonly end: number } | undefined;
  for (const stop of stops) {
    const start = text.indexOf(stop);
    const end = start + stop.length;
    if (start < 0 || (best !== undefined && best.end < end)) continue;
    if (best === undefined || end < best.end || start < best.start) best = { start, end };
  }
  return best?.start;
}

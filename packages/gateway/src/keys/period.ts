import type { Period } from "./rules.ts";

/** A span of time that a budget lasts, in ms since 1970. */
export interface Span {
  readonly start: number;
  /** `Infinity`: it never begins anew. */
  readonly end: number;
}

/** The period that `now` lies in, by UTC. */
export function spanOf(period: Period, now: number): Span {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (period) {
    case "day": {
      const day = date.getUTCDate();
      return { start: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) };
    }
    case "month":
      return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
    case "total":
      return { start: 0, end: Infinity };
  }
}

/** Several measurements of one thing. */
export interface Measured {
  readonly median: number;
  /** How far the middle half of the samples spreads, in their unit. */
  readonly spread: number;
  readonly samples: readonly number[];
}

/** The middle of the samples, and how far they spread. */
export function measured(samples: readonly number[]): Measured {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), spread: at(0.75) - at(0.25), samples };
}

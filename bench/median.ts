/** The middle of the values, and how far the middle half spreads, in the unit of the values. */
export function median(values: readonly number[]): {
  readonly median: number;
  readonly spread: number;
} {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), spread: at(0.75) - at(0.25) };
}

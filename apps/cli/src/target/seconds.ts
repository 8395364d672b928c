/** Seconds as somebody wrote them; undefined where it is no number above 0. */
export function secondsOf(text: string): number | undefined {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

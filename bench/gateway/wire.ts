/** What an upstream is asked for, as the name of a model: `events.100.50.0`. */
export interface Asked {
  readonly events: number;
  /** ms between two of them; 0: as fast as they are taken. */
  readonly paceMs: number;
  /** Bytes of text in each, at least. */
  readonly bytes: number;
}

export function modelOf({ events, paceMs, bytes }: Asked): string {
  return `events.${events}.${paceMs}.${bytes}`;
}

export function askedOf(body: string): Asked {
  const found = /events\.(\d+)\.(\d+)\.(\d+)"/.exec(body);
  const [events = 1, paceMs = 0, bytes = 0] = (found ?? []).slice(1).map(Number);
  return { events, paceMs, bytes };
}

/** µs of a clock that all processes of the machine share. */
export function micros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** The value that `share` of all lie at or below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

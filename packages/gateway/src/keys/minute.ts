const SLICE_MS = 5_000;
/** One more than a minute has: the oldest has not left as long as a part of it counts. */
const SLICES = 13;

/** What was used in the last minute, in slices of 5 s. */
export interface MinuteState {
  /** Number of the newest slice since 1970. */
  readonly newest: number;
  /** Newest first. */
  readonly used: readonly number[];
}

export const NEW_MINUTE: MinuteState = { newest: 0, used: [] };

/** Of the minute that ends now; up to 5 s more than that. */
export function usedIn(state: MinuteState, now: number): number {
  return shifted(state, now).used.reduce((sum, amount) => sum + amount, 0);
}

/**
 * `amount` more is used at `at`; with a negative one, so much of what was taken then is given back, as
 * long as it counts.
 */
export function withUse(state: MinuteState, at: number, amount: number): MinuteState {
  const { newest, used } = shifted(state, at);
  const age = newest - Math.floor(at / SLICE_MS);
  if (age >= SLICES && amount < 0) return state;
  // A clock that was set back does not make a use uncounted.
  const index = age < SLICES ? age : 0;
  return { newest, used: used.with(index, (used[index] ?? 0) + amount) };
}

/**
 * How long until `amount` more fits into `limit`, in ms; 0: now. What is more than the limit fits when
 * nothing else was used.
 */
export function waitFor(state: MinuteState, now: number, amount: number, limit: number): number {
  const { newest, used } = shifted(state, now);
  let left = used.reduce((sum, one) => sum + one, 0);
  let age = used.length;
  while (left > 0 && left + amount > limit) {
    age--;
    left -= used[age] ?? 0;
  }
  return age === used.length ? 0 : (newest - age + SLICES) * SLICE_MS - now;
}

function shifted({ newest, used }: MinuteState, now: number): MinuteState {
  const current = Math.max(newest, Math.floor(now / SLICE_MS));
  const steps = current - newest;
  const slice = (_: unknown, index: number): number => used[index - steps] ?? 0;
  return { newest: current, used: Array.from({ length: SLICES }, slice) };
}

const WINDOW_MS = 60_000;
/** A timer is late, but seldom by more: what is sent late still lies in its window. */
const LATE_MS = 100;
const SPAN_MS: number = WINDOW_MS + LATE_MS;

/** One use: when, and how much. */
interface Use {
  readonly at: number;
  readonly amount: number;
  readonly id: number;
}

/** Uses of the last window, and those that are promised, oldest first. */
export interface WindowState {
  readonly uses: readonly Use[];
  readonly nextId: number;
}

export const NEW_WINDOW: WindowState = { uses: [], nextId: 1 };

/**
 * The first time, from `now` on, at which `amount` more fits into `limit` in the window that ends then.
 * Never before one that was promised earlier: who came first goes first. More than the limit fits
 * when nothing else is in the window.
 */
export function firstFit(state: WindowState, now: number, amount: number, limit: number): number {
  let at = Math.max(now, state.uses.at(-1)?.at ?? 0);
  const counting = state.uses.filter((use) => use.at > at - SPAN_MS);
  let used = counting.reduce((sum, use) => sum + use.amount, 0);
  for (const use of counting) {
    if (used + amount <= limit) break;
    used -= use.amount;
    at = Math.max(at, use.at + SPAN_MS);
  }
  return at;
}

/** `amount` is promised for the first time at which it fits; its id is `nextId` before. */
export function reserved(
  { uses, nextId }: WindowState,
  now: number,
  amount: number,
  limit: number,
): WindowState {
  const current = uses.filter((use) => use.at > now - SPAN_MS);
  const at = firstFit({ uses: current, nextId }, now, amount, limit);
  return { uses: [...current, { at, amount, id: nextId }], nextId: nextId + 1 };
}

/** The use `id` turned out to be `amount`; 0: it did not happen. */
export function corrected({ uses, nextId }: WindowState, id: number, amount: number): WindowState {
  const others = uses.flatMap((use) => {
    if (use.id !== id) return [use];
    return amount === 0 ? [] : [{ ...use, amount }];
  });
  return { uses: others, nextId };
}

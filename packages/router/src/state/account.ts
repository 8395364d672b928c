import type { AttemptFailure } from "@g4f/core";

/** How long a key rests that was refused. */
export interface CooldownOptions {
  /** Ms after the first refusal where upstream does not say; doubled with each. Default: 30,000. */
  readonly baseMs?: number;
  /** Ms at most where upstream does not say; what `quota` and `auth` cost at once. Default: 300,000. */
  readonly maxMs?: number;
}

export type CooldownLimits = Readonly<Required<CooldownOptions>>;

export const COOLDOWN_DEFAULTS: CooldownLimits = { baseMs: 30_000, maxMs: 300_000 };

/** How many calls may be sent again. */
export interface BudgetOptions {
  /** Retries per call. Default: 0.1. */
  readonly ratio?: number;
  /** Retries that may be made before any call has earned one. Default: 3. */
  readonly floor?: number;
}

export type BudgetLimits = Readonly<Required<BudgetOptions>>;

export const BUDGET_DEFAULTS: BudgetLimits = { ratio: 0.1, floor: 3 };

/** Whatever upstream says, a key is tried again after a day. */
const LONGEST_REST_MS = 86_400_000;
/** An account that was not used for so long has its full budget again. */
const BUDGET_MS = 60_000;

/** What is known of one account of one provider. Times are those of `Date.now()`. */
export interface AccountState {
  /** Rests until then. */
  readonly restsUntil: number;
  /** Refusals since the last good answer. */
  readonly refusals: number;
  readonly lastRefusal: (AttemptFailure & { readonly at: number }) | undefined;
  /** Retries that it may make. */
  readonly budget: number;
  readonly budgetAt: number;
}

export function newAccount({ floor }: BudgetLimits): AccountState {
  return { restsUntil: 0, refusals: 0, lastRefusal: undefined, budget: floor, budgetAt: 0 };
}

/** Upstream refused the key: it rests as long as upstream asks, or longer each time. */
export function refused(
  state: AccountState,
  now: number,
  failure: AttemptFailure,
  { baseMs, maxMs }: CooldownLimits,
): AccountState {
  const guess =
    failure.code === "rate_limit" ? Math.min(maxMs, baseMs * 2 ** state.refusals) : maxMs;
  const ms = Math.min(LONGEST_REST_MS, failure.retryAfterMs ?? guess);
  return {
    ...state,
    // Of several calls that were under way the longest rest counts.
    restsUntil: Math.max(state.restsUntil, now + ms),
    refusals: state.restsUntil > now ? state.refusals : state.refusals + 1,
    lastRefusal: { ...failure, at: now },
  };
}

/** Upstream took the key. */
export function accepted(state: AccountState): AccountState {
  return { ...state, refusals: 0 };
}

/**
 * A call earns its share of a retry. No more than the floor is ever saved up: that is what keeps the
 * retries of any time below `ratio` × calls + `floor`, however well it went before.
 */
export function earned(state: AccountState, now: number, limits: BudgetLimits): AccountState {
  const saved = state.budgetAt < now - BUDGET_MS ? limits.floor : state.budget;
  return { ...state, budget: Math.min(limits.floor, saved + limits.ratio), budgetAt: now };
}

/** Whether a retry can be paid for. */
export function canRetry({ budget }: AccountState): boolean {
  // Ten tenths are a little less than one.
  return budget >= 1 - 1e-9;
}

/** A retry is paid for. */
export function spent(state: AccountState, now: number): AccountState {
  return { ...state, budget: Math.max(0, state.budget - 1), budgetAt: now };
}

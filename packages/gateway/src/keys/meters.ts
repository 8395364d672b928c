import type { Eventually, StateStore } from "@g4f/router";

import { Refusal } from "../refusal.ts";
import { NEW_MINUTE, waitFor, withUse, type MinuteState } from "./minute.ts";
import { spanOf } from "./period.ts";
import type { Budget, KeyRules, Period } from "./rules.ts";

/** What a call takes, or is expected to take. */
export interface Amounts {
  readonly tokens: number;
  /** In the currency of the price table. */
  readonly cost: number;
}

/** One limit of a key. */
export interface Meter {
  /** Takes what a call is expected to need; gives why it must not. Then nothing was taken. */
  readonly take: (expected: Amounts, now: number) => Promise<Refusal | undefined>;
  /** The call took `actual` where `expected` had been taken at `at`; undefined: it took nothing. */
  readonly settle: (
    expected: Amounts,
    at: number,
    actual: Amounts | undefined,
    now: number,
  ) => Promise<void>;
}

/** Where what was used is counted. */
export interface Counts {
  readonly store: StateStore;
  /** What a key has spent in a period before anything of it was in the store. */
  readonly spentBefore: (id: string, period: Period, now: number) => Amounts;
}

/** Longer than the minute that is remembered. */
const MINUTE_TTL_MS = 120_000;
/** A budget is remembered a little longer than it lasts; one that lasts for ever, for ten years. */
const SPARE_MS = 3_600_000;
const EVER_MS = 315_360_000_000;

/** The limits of a key, in the order in which they are looked at. */
export function metersOf(id: string, rules: KeyRules, counts: Counts): readonly Meter[] {
  const { budget, requestsPerMinute, tokensPerMinute } = rules;
  const meters: Meter[] = [];
  const { store } = counts;
  if (budget !== undefined) meters.push(budgetMeter(id, budget, counts));
  if (requestsPerMinute !== undefined) {
    meters.push(
      minuteMeter({ id, unit: "requests", limit: requestsPerMinute, of: () => 1 }, store),
    );
  }
  if (tokensPerMinute !== undefined) {
    const of = ({ tokens }: Amounts): number => tokens;
    meters.push(minuteMeter({ id, unit: "tokens", limit: tokensPerMinute, of }, store));
  }
  return meters;
}

interface MinuteLimit {
  readonly id: string;
  readonly unit: "requests" | "tokens";
  readonly limit: number;
  readonly of: (amounts: Amounts) => number;
}

function minuteMeter({ id, unit, limit, of }: MinuteLimit, store: StateStore): Meter {
  const key = `key ${id} ${unit}`;
  const change = (how: (state: MinuteState) => MinuteState): Eventually<unknown> =>
    store.update(key, (state) => how((state ?? NEW_MINUTE) as MinuteState), MINUTE_TTL_MS);
  return {
    async take(expected, now) {
      let wait = 0;
      await change((state) => {
        wait = waitFor(state, now, of(expected), limit);
        return wait > 0 ? state : withUse(state, now, of(expected));
      });
      if (wait === 0) return undefined;
      const message = `this key may use ${limit} ${unit} a minute, and has; try again in ${Math.ceil(wait / 1000)} s`;
      return new Refusal(message, { status: 429, code: "rate_limit", retryAfterMs: wait });
    },
    async settle(expected, at, actual, now) {
      const more = (actual === undefined ? 0 : of(actual)) - of(expected);
      if (more === 0) return;
      await change((state) => withUse(state, more > 0 ? now : at, more));
    },
  };
}

/** What was spent of a budget since its period began is kept as `Amounts`. */
function budgetMeter(id: string, budget: Budget, { store, spentBefore }: Counts): Meter {
  const { per } = budget;
  const change = async (at: number, how: (spent: Amounts) => Amounts): Promise<void> => {
    const key = `key ${id} budget ${per} ${spanOf(per, at).start}`;
    const changed = (state: unknown): Amounts => {
      return how((state as Amounts | undefined) ?? spentBefore(id, per, at));
    };
    await store.update(key, changed, ttlOf(budget, at));
  };
  return {
    async take(expected, now) {
      let over = false;
      await change(now, (spent) => {
        over = isOver(spent, budget);
        return over ? spent : plus(spent, expected.cost, expected.tokens);
      });
      return over
        ? new Refusal(spentWords(budget, now), { status: 429, code: "quota" })
        : undefined;
    },
    // In the period in which the call began.
    async settle(expected, at, actual = NOTHING) {
      const { cost, tokens } = actual;
      await change(at, (spent) => plus(spent, cost - expected.cost, tokens - expected.tokens));
    },
  };
}

const NOTHING: Amounts = { cost: 0, tokens: 0 };

function plus(spent: Amounts, cost: number, tokens: number): Amounts {
  return { cost: Math.max(0, spent.cost + cost), tokens: Math.max(0, spent.tokens + tokens) };
}

function isOver(spent: Amounts, { amount = Infinity, tokens = Infinity }: Budget): boolean {
  return spent.cost >= amount || spent.tokens >= tokens;
}

function ttlOf({ per }: Budget, now: number): number {
  const { end } = spanOf(per, now);
  return end === Infinity ? EVER_MS : end - now + SPARE_MS;
}

function spentWords({ per }: Budget, now: number): string {
  const { end } = spanOf(per, now);
  const next = end === Infinity ? "" : `; it begins anew at ${new Date(end).toISOString()}`;
  return `the budget of this key is spent${next}`;
}

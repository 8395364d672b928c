import type { Eventually, StateStore } from "@g4f/router";

import { Refusal } from "../refusal.ts";
import { NEW_MINUTE, waitFor, withUse, type MinuteState } from "./minute.ts";
import { spanOf } from "./period.ts";
import type { Budget, KeyRules } from "./rules.ts";

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

/** Longer than the minute that is remembered. */
const MINUTE_TTL_MS = 120_000;
/** A budget is remembered a little longer than it lasts; one that lasts for ever, for ten years. */
const SPARE_MS = 3_600_000;
const EVER_MS = 315_360_000_000;

/** The limits of a key, in the order in which they are looked at. */
export function metersOf(id: string, rules: KeyRules, store: StateStore): readonly Meter[] {
  const { budget, requestsPerMinute, tokensPerMinute } = rules;
  const meters: Meter[] = [];
  if (budget !== undefined) meters.push(budgetMeter(id, budget, store));
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

/** What was spent of a budget since its period began. */
interface BudgetState {
  readonly amount: number;
  readonly tokens: number;
}

const UNSPENT: BudgetState = { amount: 0, tokens: 0 };

/** Where what was spent of a budget is kept. */
export function budgetKey(id: string, { per }: Budget, now: number): string {
  return `key ${id} budget ${per} ${spanOf(per, now).start}`;
}

function budgetMeter(id: string, budget: Budget, store: StateStore): Meter {
  const spend = async (at: number, cost: number, tokens: number): Promise<void> => {
    await addSpent(id, budget, store, { at, cost, tokens });
  };
  return {
    async take({ cost, tokens }, now) {
      let over = false;
      const change = (state: unknown): BudgetState => {
        const spent = (state ?? UNSPENT) as BudgetState;
        over = isOver(spent, budget);
        return over ? spent : plus(spent, cost, tokens);
      };
      await store.update(budgetKey(id, budget, now), change, ttlOf(budget, now));
      return over
        ? new Refusal(spentWords(budget, now), { status: 429, code: "quota" })
        : undefined;
    },
    settle: (expected, at, actual) =>
      spend(at, (actual?.cost ?? 0) - expected.cost, (actual?.tokens ?? 0) - expected.tokens),
  };
}

/** Counts what a call came to in the period in which it began. */
export async function addSpent(
  id: string,
  budget: Budget,
  store: StateStore,
  { at, cost, tokens }: Amounts & { readonly at: number },
): Promise<void> {
  const change = (state: unknown): BudgetState =>
    plus((state ?? UNSPENT) as BudgetState, cost, tokens);
  await store.update(budgetKey(id, budget, at), change, ttlOf(budget, at));
}

function plus({ amount, tokens }: BudgetState, cost: number, more: number): BudgetState {
  return { amount: Math.max(0, amount + cost), tokens: Math.max(0, tokens + more) };
}

function isOver(spent: BudgetState, { amount = Infinity, tokens = Infinity }: Budget): boolean {
  return spent.amount >= amount || spent.tokens >= tokens;
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

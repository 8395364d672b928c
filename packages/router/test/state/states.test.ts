import { describe, expect, it } from "vitest";

import {
  accepted,
  BUDGET_DEFAULTS,
  canRetry,
  COOLDOWN_DEFAULTS,
  earned,
  newAccount,
  refused,
  spent,
} from "../../src/state/account.ts";
import {
  answered,
  BREAKER_DEFAULTS,
  countOf,
  failed,
  NEW_MODEL,
  phaseOf,
  released,
  succeeded,
  tried,
  type ModelState,
} from "../../src/state/breaker.ts";

const failure = { code: "overloaded", message: "busy", phase: "status" } as const;

describe("breaker", () => {
  const fail = (state: ModelState, now: number): ModelState =>
    failed(state, now, failure, BREAKER_DEFAULTS);
  const open = (): ModelState =>
    Array.from({ length: 5 }).reduce<ModelState>((state) => fail(state, 0), NEW_MODEL);

  it("opens longer with each trial that fails, five minutes at most", () => {
    let state = open();
    const lengths: number[] = [];
    for (let trial = 0; trial < 6; trial++) {
      const now = state.openUntil;
      state = fail(tried(state, now), now);
      lengths.push(state.openUntil - now);
    }
    expect(lengths).toEqual([60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
  });

  it("goes from open over half-open and trying to closed", () => {
    const state = open();
    expect([phaseOf(NEW_MODEL, 0), phaseOf(state, 29_999), phaseOf(state, 30_000)]).toEqual([
      "closed",
      "open",
      "half-open",
    ]);
    const trying = tried(state, 30_000);
    expect([
      phaseOf(trying, 30_000),
      phaseOf(released(trying), 30_000),
      phaseOf(trying, 150_000),
    ]).toEqual(["trying", "half-open", "half-open"]);
    expect(phaseOf(answered(trying), 30_000)).toBe("closed");
    expect(answered(trying)).toMatchObject({ inARow: 0, opened: 0, slices: [] });
  });

  it("is not opened again by calls that were under way", () => {
    expect(fail(open(), 10_000).openUntil).toBe(30_000);
  });

  it("counts a window of 30 s, in tenths", () => {
    let state = NEW_MODEL;
    for (let second = 0; second < 60; second++)
      state = succeeded(state, second * 1_000, 5, BREAKER_DEFAULTS);
    expect(countOf(state, 59_000, BREAKER_DEFAULTS)).toEqual({ calls: 30, failures: 0 });
    expect(state.slices.length).toBeLessThanOrEqual(10);
    expect(countOf(state, 500_000, BREAKER_DEFAULTS)).toEqual({ calls: 0, failures: 0 });
  });

  it("opens at a fifth of twenty, not of nineteen", () => {
    let state = NEW_MODEL;
    for (let call = 1; call <= 19; call++) {
      state = call % 5 === 0 ? fail(state, 0) : succeeded(state, 0, 5, BREAKER_DEFAULTS);
    }
    expect(phaseOf(state, 1)).toBe("closed");
    expect(phaseOf(fail(state, 0), 1)).toBe("open");
  });

  it("smooths the latency", () => {
    const first = succeeded(NEW_MODEL, 1, 100, BREAKER_DEFAULTS);
    expect([first.latencyMs, first.latencyAt]).toEqual([100, 1]);
    expect(succeeded(first, 2, 200, BREAKER_DEFAULTS).latencyMs).toBe(130);
  });
});

describe("account", () => {
  const limited = { ...failure, code: "rate_limit" } as const;
  const fresh = newAccount(BUDGET_DEFAULTS);

  it("rests 30 s, twice as long with each refusal, five minutes at most", () => {
    let state = fresh;
    const rests: number[] = [];
    for (let index = 0; index < 6; index++) {
      const now = state.restsUntil + 1;
      state = refused(state, now, limited, COOLDOWN_DEFAULTS);
      rests.push(state.restsUntil - now);
    }
    expect(rests).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    expect(
      refused(accepted(state), state.restsUntil, limited, COOLDOWN_DEFAULTS).restsUntil -
        state.restsUntil,
    ).toBe(30_000);
  });

  it("rests as long as upstream says, a day at most; for quota and auth five minutes", () => {
    const rest = (given: object): number =>
      refused(fresh, 0, { ...limited, ...given }, COOLDOWN_DEFAULTS).restsUntil;
    expect(rest({ retryAfterMs: 1_500 })).toBe(1_500);
    expect(rest({ retryAfterMs: 10 ** 12 })).toBe(86_400_000);
    expect(rest({ code: "quota" })).toBe(300_000);
    expect(rest({ code: "auth" })).toBe(300_000);
  });

  it("of several refusals at a time the longest rest counts, and they count as one", () => {
    const one = refused(fresh, 0, limited, COOLDOWN_DEFAULTS);
    const two = refused(one, 10, { ...limited, retryAfterMs: 5 }, COOLDOWN_DEFAULTS);
    expect([two.restsUntil, two.refusals]).toEqual([30_000, 1]);
  });

  it("has three retries, then one for ten calls, and never more than three saved", () => {
    let state = fresh;
    let paid = 0;
    const pay = (): void => {
      if (!canRetry(state)) return;
      paid++;
      state = spent(state, 1_000);
    };
    for (let call = 0; call < 100; call++) {
      state = earned(state, 1_000, BUDGET_DEFAULTS);
      pay();
    }
    expect(paid).toBe(12);
    for (let call = 0; call < 1_000; call++) state = earned(state, 1_000, BUDGET_DEFAULTS);
    expect(state.budget).toBe(3);
  });

  it("has its three again after a minute of rest", () => {
    let state = earned(fresh, 100_000, BUDGET_DEFAULTS);
    for (let retry = 0; retry < 3; retry++) state = spent(state, 100_000);
    expect(canRetry(earned(state, 159_999, BUDGET_DEFAULTS))).toBe(false);
    expect(earned(state, 160_001, BUDGET_DEFAULTS).budget).toBe(3);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";

import {
  corrected,
  firstFit,
  NEW_WINDOW,
  reserved,
  type WindowState,
} from "../../src/state/window.ts";

const MINUTE = 60_000;

it("promises so that no 60 s hold more than the limit, and who came first goes first", () => {
  const call = fc.record({
    after: fc.integer({ min: 0, max: 20_000 }),
    amount: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(
      fc.array(call, { maxLength: 60 }),
      fc.integer({ min: 9, max: 30 }),
      (calls, limit) => {
        let state: WindowState = NEW_WINDOW;
        let now = 0;
        const uses: { at: number; amount: number }[] = [];
        for (const { after, amount } of calls) {
          now += after;
          state = reserved(state, now, amount, limit);
          const at = state.uses.at(-1)?.at ?? 0;
          expect(at).toBeGreaterThanOrEqual(Math.max(now, uses.at(-1)?.at ?? 0));
          uses.push({ at, amount });
        }
        for (const { at } of uses) {
          const within = uses.filter((use) => use.at > at - MINUTE && use.at <= at);
          expect(within.reduce((sum, use) => sum + use.amount, 0)).toBeLessThanOrEqual(limit);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it("lets at once through what fits", () => {
  let state: WindowState = NEW_WINDOW;
  for (let index = 0; index < 5; index++) state = reserved(state, 1_000, 1, 5);
  expect(state.uses.map(({ at }) => at)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(firstFit(state, 1_000, 1, 5)).toBe(61_100);
});

it("lets what is more than the limit through alone", () => {
  const state = reserved(NEW_WINDOW, 0, 3, 5);
  expect(firstFit(state, 0, 50, 5)).toBe(60_100);
  expect(firstFit(NEW_WINDOW, 7, 50, 5)).toBe(7);
});

it("corrects what turned out otherwise, and gives back what was not used", () => {
  const state = reserved(reserved(NEW_WINDOW, 0, 2, 5), 0, 3, 5);
  expect(firstFit(state, 0, 1, 5)).toBe(60_100);
  expect(firstFit(corrected(state, 2, 1), 0, 1, 5)).toBe(0);
  expect(corrected(state, 1, 0).uses.map(({ id }) => id)).toEqual([2]);
});

it("forgets what is over", () => {
  let state: WindowState = NEW_WINDOW;
  for (let index = 0; index < 100; index++) state = reserved(state, index * 10_000, 1, 100);
  expect(state.uses.length).toBeLessThan(8);
});

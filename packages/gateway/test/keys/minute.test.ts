import fc from "fast-check";
import { expect, test } from "vitest";

import { NEW_MINUTE, usedIn, waitFor, withUse, type MinuteState } from "../../src/keys/minute.ts";

const LIMIT = 10;

test("within any 60 s no more than the limit, and whoever waited as told gets in", () => {
  const ask = fc.record({
    after: fc.integer({ min: 0, max: 30_000 }),
    amount: fc.integer({ min: 1, max: LIMIT }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60_000 }),
      fc.array(ask, { maxLength: 60 }),
      (start, asks) => {
        let now = start;
        let state: MinuteState = NEW_MINUTE;
        const uses: { readonly at: number; readonly amount: number }[] = [];
        for (const { after, amount } of asks) {
          now += after;
          const wait = waitFor(state, now, amount, LIMIT);
          expect(wait).toBeLessThanOrEqual(65_000);
          expect(waitFor(state, now + wait, amount, LIMIT)).toBe(0);
          if (wait > 0) continue;
          state = withUse(state, now, amount);
          uses.push({ at: now, amount });
          const inMinute = uses.filter(({ at }) => at > now - 60_000);
          expect(inMinute.reduce((sum, one) => sum + one.amount, 0)).toBeLessThanOrEqual(LIMIT);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test("what is more than the limit fits into an empty minute, and nothing beside it", () => {
  const state = withUse(NEW_MINUTE, 1_000, 3 * LIMIT);
  expect(waitFor(NEW_MINUTE, 1_000, 3 * LIMIT, LIMIT)).toBe(0);
  expect(waitFor(state, 2_000, 1, LIMIT)).toBe(63_000);
  expect(waitFor(state, 65_000, 3 * LIMIT, LIMIT)).toBe(0);
});

test("what was taken too much is given back where it still counts, and only there", () => {
  const state = withUse(withUse(NEW_MINUTE, 1_000, 8), 1_000, -6);
  expect(usedIn(state, 30_000)).toBe(2);
  expect(waitFor(state, 30_000, 8, LIMIT)).toBe(0);
  const later = withUse(withUse(withUse(NEW_MINUTE, 1_000, 8), 70_000, 5), 1_000, -8);
  expect(usedIn(later, 70_000)).toBe(5);
  const old = withUse(withUse(withUse(NEW_MINUTE, 1_000, 8), 40_000, 2), 1_000, -6);
  expect(usedIn(old, 40_000)).toBe(4);
  expect(usedIn(old, 66_000)).toBe(2);
});

test("a clock that goes back does no harm", () => {
  const state = withUse(withUse(NEW_MINUTE, 100_000, 4), 50_000, 4);
  expect(usedIn(state, 50_000)).toBe(8);
  expect(usedIn(state, 100_000)).toBe(8);
});

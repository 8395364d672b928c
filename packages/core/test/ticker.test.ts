import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { tickerOf, tickMsFor } from "../src/ticker.ts";

/** A tick that no call has: files share their modules. */
const MS = 97;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function member(): { readonly ticks: () => number; readonly tick: () => void } {
  let count = 0;
  return { ticks: () => count, tick: () => void count++ };
}

test("all share one timer, which ends with the last of them", () => {
  const [one, other] = [member(), member()];
  const ticker = tickerOf(MS);
  ticker.add(one);
  ticker.add(other);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(MS);
  ticker.delete(one);
  ticker.delete(one);
  vi.advanceTimersByTime(MS);
  ticker.delete(other);
  expect([one.ticks(), other.ticks(), vi.getTimerCount()]).toEqual([1, 2, 0]);
});

test("a limit is looked at four times while it runs, every 5 to 100 ms", () => {
  expect([1, 20, 50, 399, 400, 60_000, Infinity].map(tickMsFor)).toEqual([
    5, 5, 12, 99, 100, 100, 100,
  ]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { tickerOf, tickMsFor } from "../src/ticker.ts";

/** A tick that no call has: files share their modules. */
const MS = 97;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function member(): { readonly ticks: () => number; readonly tick: () => void } {
  let count = 0;
  return { ticks: () => count, tick: () => void count++ };
}

test("all share one timer, which ends one tick behind the last of them", () => {
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
  vi.advanceTimersByTime(MS);
  expect([one.ticks(), other.ticks(), vi.getTimerCount()]).toEqual([1, 2, 0]);
});

test("who comes right behind the last takes the timer that is there", () => {
  const made = vi.spyOn(globalThis, "setInterval");
  const [one, other] = [member(), member()];
  const ticker = tickerOf(MS);
  ticker.add(one);
  ticker.delete(one);
  vi.advanceTimersByTime(MS - 1);
  ticker.add(other);
  vi.advanceTimersByTime(1);
  expect(made).toHaveBeenCalledTimes(1);
  expect([one.ticks(), other.ticks()]).toEqual([0, 1]);
  ticker.delete(other);
});

test("a timer of another clock is not waited for", () => {
  const [one, other] = [member(), member()];
  const ticker = tickerOf(MS);
  ticker.add(one);
  ticker.delete(one);
  vi.useRealTimers();
  vi.useFakeTimers();
  ticker.add(other);
  vi.advanceTimersByTime(MS);
  expect(other.ticks()).toBe(1);
  ticker.delete(other);
});

test("a limit is looked at four times while it runs, every 5 to 100 ms", () => {
  expect([1, 20, 50, 399, 400, 60_000, Infinity].map(tickMsFor)).toEqual([
    5, 5, 12, 99, 100, 100, 100,
  ]);
});

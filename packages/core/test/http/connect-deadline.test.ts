import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ConnectDeadline } from "../../src/http/connect-deadline.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("it says once that the time is over", () => {
  const onExpiry = vi.fn<() => void>();
  const deadline = new ConnectDeadline(1_000, onExpiry);
  vi.advanceTimersByTime(999);
  expect(onExpiry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onExpiry).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5_000);
  expect(onExpiry).toHaveBeenCalledOnce();
  deadline.stop();
});

test("stopped, it says nothing", () => {
  const onExpiry = vi.fn<() => void>();
  new ConnectDeadline(20, onExpiry).stop();
  vi.advanceTimersByTime(1_000);
  expect(onExpiry).not.toHaveBeenCalled();
});

test("time in which the process stood still is no waiting", () => {
  const onExpiry = vi.fn<() => void>();
  const deadline = new ConnectDeadline(1_000, onExpiry);
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 60_000);
  vi.advanceTimersByTime(100);
  expect(onExpiry).not.toHaveBeenCalled();
  deadline.stop();
});

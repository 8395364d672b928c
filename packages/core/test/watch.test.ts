import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Expiry } from "../src/expiry.ts";
import { DEFAULT_LIMITS, limitsOf, Watch, type Progress } from "../src/watch.ts";

describe("the limits of a call", () => {
  test("are the defaults where nobody says otherwise", () => {
    expect(limitsOf({}, {})).toBe(DEFAULT_LIMITS);
    expect(limitsOf({}, null)).toBe(DEFAULT_LIMITS);
    expect(limitsOf({}, undefined)).toBe(DEFAULT_LIMITS);
  });

  test("are the call's, else the instance's, else the default", () => {
    const instance = { deadlines: { idle: 5, total: 50 } };
    expect(limitsOf(instance, { deadlines: { idle: 7 } })).toEqual({
      ...DEFAULT_LIMITS,
      idle: 7,
      total: 50,
    });
  });

  test("are never what is no limit", () => {
    const odd = { idle: 0, total: -1, queue: "9", connect: Number.NaN, other: 5 };
    expect(limitsOf({}, { deadlines: odd })).toEqual(DEFAULT_LIMITS);
    expect(limitsOf({}, { deadlines: "soon" })).toEqual(DEFAULT_LIMITS);
    expect(limitsOf({}, { deadlines: { idle: Infinity } }).idle).toBe(Infinity);
  });
});

describe("the clock of a call", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    for (const watch of watches.splice(0)) watch.stop();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const watches: Watch[] = [];

  const limits = { ...DEFAULT_LIMITS, firstEvent: 400, idle: 800, queue: 1_200, unread: 1_600 };
  type Writable = { -readonly [Key in keyof Progress]: Progress[Key] };

  function watched(start: Partial<Progress> = {}): {
    readonly state: Writable;
    readonly watch: Watch;
    readonly expiredAfter: (ms: number) => Expiry | undefined;
  } {
    const fresh = {
      progress: 0,
      pulls: 1,
      pulling: true,
      queued: false,
      phase: "headers",
    } as const;
    const state: Writable = { ...fresh, ...start };
    let expired: Expiry | undefined;
    const watch = new Watch(limits, state, (expiry) => (expired ??= expiry));
    watches.push(watch);
    const expiredAfter = (ms: number): Expiry | undefined => {
      vi.advanceTimersByTime(ms);
      return expired;
    };
    return { state, watch, expiredAfter };
  }

  test("no first event", () => {
    const { expiredAfter } = watched();
    expect(expiredAfter(399)).toBeUndefined();
    expect(expiredAfter(1)).toEqual({ limit: "firstEvent", ms: 400, phase: "headers" });
  });

  test("nothing after the first event: counted from the last progress", () => {
    const { state, expiredAfter } = watched();
    expect(expiredAfter(300)).toBeUndefined();
    Object.assign(state, { progress: 1, phase: "stream" });
    expect(expiredAfter(800)).toBeUndefined();
    expect(expiredAfter(100)).toEqual({ limit: "idle", ms: 800, phase: "stream" });
  });

  test("too long in upstream's queue, which is no first event", () => {
    const { expiredAfter } = watched({ queued: true });
    expect(expiredAfter(1_199)).toBeUndefined();
    expect(expiredAfter(1)).toEqual({ limit: "queue", ms: 1_200, phase: "queue" });
  });

  test("nothing is read: each pull begins anew", () => {
    const { state, expiredAfter } = watched({ pulling: false });
    expect(expiredAfter(1_600)).toBeUndefined();
    state.pulls = 2;
    expect(expiredAfter(1_600)).toBeUndefined();
    expect(expiredAfter(100)).toEqual({ limit: "unread", ms: 1_600, phase: "close" });
  });

  test("the whole call, whatever its progress; and one attempt of it", () => {
    const { state, watch, expiredAfter } = watched();
    const busy = setInterval(() => void state.progress++, 50);
    watch.restart({ ...limits, total: 5_000 });
    expect(expiredAfter(4_900)).toBeUndefined();
    expect(expiredAfter(100)).toEqual({ limit: "attempt", ms: 5_000, phase: "headers" });
    clearInterval(busy);
    watch.stop();

    const whole = watched({ phase: "stream" });
    const going = setInterval(() => void whole.state.progress++, 50);
    expect(whole.expiredAfter(599_900)).toBeUndefined();
    expect(whole.expiredAfter(100)).toEqual({ limit: "total", ms: 600_000, phase: "stream" });
    clearInterval(going);
  });

  test("a new attempt waits anew, under its own limits", () => {
    const { watch, expiredAfter } = watched();
    expect(expiredAfter(300)).toBeUndefined();
    watch.restart({ ...limits, firstEvent: 600 });
    expect(expiredAfter(599)).toBeUndefined();
    expect(expiredAfter(1)).toEqual({ limit: "firstEvent", ms: 600, phase: "headers" });
  });

  test("a clock that was lost with a timer that never fires is set up anew", () => {
    watched();
    vi.clearAllTimers();
    vi.advanceTimersByTime(60_000);
    const { expiredAfter } = watched();
    expect(expiredAfter(400)).toMatchObject({ limit: "firstEvent" });
  });

  test("time in which the process stood still is no waiting", () => {
    const { expiredAfter } = watched();
    expect(expiredAfter(100)).toBeUndefined();
    vi.setSystemTime(Date.now() + 10_000);
    const now = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(now + 10_000);
    expect(expiredAfter(100)).toBeUndefined();
    vi.restoreAllMocks();
  });

  test("stopped, it says no more", () => {
    const { watch, expiredAfter } = watched();
    watch.stop();
    expect(expiredAfter(1_000_000)).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});

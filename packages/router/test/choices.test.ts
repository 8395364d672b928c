import { describe, expect, it } from "vitest";

import {
  MemoryStateStore,
  route,
  withBreaker,
  withRateLimit,
  withRetry,
  type RouterEvent,
} from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays, Upstream } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };
const busy = (seconds: number) => ({
  status: 503,
  body: "{}",
  headers: { "retry-after": String(seconds) },
});
const limited = (seconds: number) => ({ ...busy(seconds), status: 429 });

type Waits = readonly (readonly [string, number])[];

/** Every wait of a route, from now on. */
function waitsOf(router: ReturnType<typeof route>): Waits {
  const waits: [string, number][] = [];
  router.subscribe((event: RouterEvent) => {
    if (event.type === "wait") waits.push([event.for, event.ms]);
  });
  return waits;
}

describe("a limit", () => {
  it("makes a call wait in line, and tells why", async () => {
    const time = virtualTime();
    const upstream = plays({});
    const router = withRateLimit(
      member("A", upstream),
      { requestsPerMinute: 1 },
      { maxWaitMs: 200_000 },
    );
    const waits = waitsOf(router);
    const calls = [1, 2, 3].map(() => router.createAsyncGenerator({ messages }).collect());
    const results = await time.until(Promise.all(calls));
    expect(upstream.seen.map(({ at }) => at)).toEqual([0, 60_100, 120_200]);
    expect(waits).toEqual([
      ["its limit has no room", 60_100],
      ["its limit has no room", 120_200],
    ]);
    expect(results.every(({ attempts }) => attempts?.length === 1)).toBe(true);
  });

  it("that has no room in time fails the call at once, and says for how long", async () => {
    const time = virtualTime();
    const upstream = plays({});
    const router = withRateLimit(member("A", upstream), { requestsPerMinute: 1 });
    await time.until(router.createAsyncGenerator({ messages }).collect());
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect(error).toMatchObject({
      code: "timeout",
      phase: "queue",
      retryAfterMs: 60_100,
      provider: "route",
    });
    expect(error.message).toBe("route: nothing was sent: A:a-1: its limit has no room for 61 s");
    expect([upstream.seen.length, time.now]).toEqual([1, 0]);
  });

  it("gives room back that a call does not use any more", async () => {
    const time = virtualTime();
    const upstream = plays({});
    const router = withRateLimit(
      member("A", upstream),
      { requestsPerMinute: 1 },
      { maxWaitMs: 200_000 },
    );
    const abort = new AbortController();
    await time.until(router.createAsyncGenerator({ messages }).collect());
    const second = failureOf(
      router.createAsyncGenerator({ messages, signal: abort.signal }).collect(),
    );
    await time.run(1_000);
    abort.abort();
    await time.until(second);
    await time.run(1_000);
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(upstream.seen.map(({ at }) => at)).toEqual([0, 60_100]);
  });

  it("of one target sends the call to another", async () => {
    const time = virtualTime();
    const [first, second] = [plays({}), plays({})];
    const use = [
      { provider: member("A", first), rateLimit: { requestsPerMinute: 1 } },
      { provider: member("B", second) },
    ];
    const router = route({ use });
    for (let call = 0; call < 3; call++) {
      await time.until(router.createAsyncGenerator({ messages }).collect());
    }
    expect([first.seen.length, second.seen.length, time.now]).toEqual([1, 2, 0]);
  });

  it("does not use up the trial of a breaker", async () => {
    const time = virtualTime();
    const upstream = plays(bad, {});
    const router = withBreaker(
      member("A", upstream),
      { failures: 1 },
      { rateLimit: { requestsPerMinute: 1 }, maxWaitMs: 5_000 },
    );
    const call = () => time.until(router.createAsyncGenerator({ messages }).collect());
    await failureOf(call());
    await time.run(40_000);
    await failureOf(call());
    await time.run(21_000);
    expect((await call()).text).toBe("hello there");
  });
});

describe("a wait", () => {
  it("is for the back-off where upstream is at fault, for the rest where the key is", async () => {
    const time = virtualTime();
    const router = withRetry(member("A", plays(busy(2), limited(4), {})));
    const waits = waitsOf(router);
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(waits.map(([cause]) => cause)).toEqual([
      "it backs off",
      expect.stringMatching(/rests|backs off/),
    ]);
    expect(waits[0]?.[1]).toBeGreaterThanOrEqual(2_000);
    expect(waits[0]?.[1]).toBeLessThanOrEqual(2_500);
    expect(waits[1]?.[1]).toBeGreaterThanOrEqual(4_000);
    expect(waits[1]?.[1]).toBeLessThanOrEqual(5_000);
  });

  it("for a key is also that of a call that comes later", async () => {
    const time = virtualTime();
    const upstream = plays(limited(20), {});
    const router = route({ use: [member("A", upstream)], attempts: 1 });
    const waits = waitsOf(router);
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.run(5_000);
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(waits.map(([cause]) => cause)).toEqual(["its key rests"]);
    expect(upstream.seen[1]?.at).toBeGreaterThanOrEqual(20_000);
    expect(upstream.seen[1]?.at).toBeLessThanOrEqual(20_501);
  });

  it("that would outlast the deadline is none: the call fails at once, for the key's reason", async () => {
    const time = virtualTime();
    const upstream = plays(limited(20), {});
    const router = route({ use: [member("A", upstream)], attempts: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    const call = router.createAsyncGenerator({ messages, deadlines: { total: 10_000 } });
    const error = await time.until(failureOf(call.collect()));
    expect(error).toMatchObject({ code: "rate_limit", phase: "prepare", attempts: [] });
    expect(error.message).toBe(
      "route: nothing was sent: A:a-1: its key rests for 21 s (rate_limit)",
    );
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(20_000);
    expect([upstream.seen.length, time.now]).toEqual([1, 0]);
  });

  it.each([
    [20_000, 1],
    [20_501, 2],
  ])("of 20 s fits into maxWaitMs %i: %i requests", async (maxWaitMs, requests) => {
    const time = virtualTime();
    const upstream = plays(busy(20), {});
    const router = withRetry(member("A", upstream), { maxWaitMs });
    await time.until(
      router
        .createAsyncGenerator({ messages })
        .collect()
        .catch(() => {}),
    );
    expect(upstream.seen).toHaveLength(requests);
  });

  it("goes to whoever may be asked soonest", async () => {
    const time = virtualTime();
    const [first, second] = [plays(busy(10), {}), plays(busy(2), {})];
    const router = route({ use: [member("A", first), member("B", second)] });
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([result.provider, first.seen.length, second.seen.length]).toEqual(["B", 1, 2]);
    expect(time.now).toBeLessThanOrEqual(2_501);
    expect(result.attempts?.map(({ error }) => error?.code)).toEqual([
      "overloaded",
      "overloaded",
      undefined,
    ]);
  });

  it("is longer, at most, with each retry of the call", async () => {
    const longest = [0, 0, 0];
    for (let round = 0; round < 40; round++) {
      await oneRound(longest);
    }
    const [first = 0, second = 0, third = 0] = longest;
    expect(first).toBeLessThanOrEqual(501);
    expect(second).toBeGreaterThan(501);
    expect(second).toBeLessThanOrEqual(1_001);
    expect(third).toBeGreaterThan(1_001);
    expect(third).toBeLessThanOrEqual(2_001);
  });
});

async function oneRound(longest: number[]): Promise<void> {
  const { VirtualTime } = await import("./support/virtual-time.ts");
  await VirtualTime.during(async () => {
    const upstream = plays(bad, bad, bad, {});
    await withRetry(member("A", upstream), { attempts: 4 })
      .createAsyncGenerator({ messages })
      .collect();
    for (const [index, { at }] of upstream.seen.slice(1).entries()) {
      longest[index] = Math.max(longest[index] ?? 0, at - (upstream.seen[index]?.at ?? 0));
    }
  });
}

describe("the budget", () => {
  it("of a lonely call allows three retries, whatever its policy", async () => {
    const time = virtualTime();
    const upstream = plays(bad);
    const router = withRetry(member("A", upstream), { attempts: 10 });
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect([upstream.seen.length, error.attempts?.length]).toEqual([4, 4]);
    // Nobody waits for a retry that could not be paid.
    expect(time.now).toBe(upstream.seen.at(-1)?.at);
    expect(error.message).toMatch(/^route: all 4 attempts failed: A: upstream: /);
    expect(error.message).not.toContain("nothing was sent");
  });

  it.each([
    ["at a glance", {}],
    ["with a limit", { rateLimit: { requestsPerMinute: 1_000 } }],
  ])("is earned by calls: ten for a retry (%s)", async (_, more) => {
    const time = virtualTime();
    const good = Array.from({ length: 10 }, () => ({}));
    const upstream = plays(bad, bad, bad, bad, ...good, bad);
    const router = withRetry(member("A", upstream), { attempts: 10, backoff: { baseMs: 1 } }, more);
    const call = () => time.until(router.createAsyncGenerator({ messages }).collect());
    await failureOf(call());
    for (const _good of good) await call();
    await failureOf(call());
    expect(upstream.seen).toHaveLength(4 + 10 + 2);
  });

  it("is not touched by fallbacks, nor by what is never retried", async () => {
    const time = virtualTime();
    const [first, second] = [plays(bad), plays(bad)];
    const router = route({
      use: [member("A", first), member("B", second)],
      attempts: 2,
      breaker: false,
    });
    for (let call = 0; call < 20; call++) {
      await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    }
    expect([first.seen.length, second.seen.length]).toEqual([20, 20]);
  });
});

describe("a trial call", () => {
  it("is one: who comes meanwhile is told so", async () => {
    const time = virtualTime();
    const upstream = plays(bad, { delay: 4_000 });
    const router = withBreaker(member("A", upstream), { failures: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.run(30_000);
    const trial = router.createAsyncGenerator({ messages }).collect();
    await time.run(1_000);
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect(error).toMatchObject({ code: "upstream", attempts: [], retryAfterMs: 119_000 });
    expect(error.message).toBe(
      "route: nothing was sent: A:a-1: a trial call is under way (upstream)",
    );
    expect((await time.until(trial)).text).toBe("hello there");
    expect(upstream.seen).toHaveLength(2);
  });

  it("that begins at the same time as another is still one", async () => {
    const time = virtualTime();
    const upstream = plays(bad, { delay: 4_000 });
    const router = withBreaker(member("A", upstream), { failures: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.run(30_000);
    const calls = [1, 2, 3].map(() => router.createAsyncGenerator({ messages }).collect());
    const outcomes = await time.until(Promise.allSettled(calls));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(upstream.seen).toHaveLength(2);
  });
});

describe("routes that share a store", () => {
  it("share breakers, and one that has none does not mind", async () => {
    const store = new MemoryStateStore();
    const upstream = plays(bad, {});
    const use = [member("A", upstream)];
    const call = (router: ReturnType<typeof route>) =>
      router.createAsyncGenerator({ messages }).collect();
    await failureOf(call(route({ use, store, attempts: 1, breaker: { failures: 1 } })));
    const refused = await failureOf(call(route({ use, store })));
    expect(refused.message).toContain("its breaker is open for 30 s");
    for (const rateLimit of [{ requestsPerMinute: 9 }, undefined]) {
      const careless = { use, store, breaker: false } as const;
      const router = route(rateLimit === undefined ? careless : { ...careless, rateLimit });
      expect((await call(router)).text).toBe("hello there");
    }
  });
});

describe("attempts", () => {
  it("to one target are as many as attemptsPerTarget", async () => {
    const time = virtualTime();
    const [first, second] = [plays(bad), plays(bad)];
    const use = [member("A", first), member("B", second)];
    const router = route({ use, attempts: 9, attemptsPerTarget: 2 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect([first.seen.length, second.seen.length]).toEqual([2, 2]);
  });

  it("are never made again where that would change nothing", async () => {
    const upstream = new Upstream(() => ({ events: [], ending: "malformed" }));
    const error = await failureOf(
      withRetry(member("A", upstream)).createAsyncGenerator({ messages }).collect(),
    );
    expect([error.code, upstream.seen.length]).toEqual(["protocol", 1]);
  });

  it("after a context that was too small go to those whose size is not known", async () => {
    const use = [member("A", plays({ status: 413, body: "{}" })), member("B", plays({}))];
    const result = await route({ use }).createAsyncGenerator({ messages }).collect();
    expect(result.provider).toBe("B");
  });
});

import { describe, expect, it, onTestFinished, vi } from "vitest";

import { route, withBreaker, withRateLimit, withRetry, type RouterEvent } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };
const away = (status: number, seconds: number) => ({
  status,
  body: "{}",
  headers: { "retry-after": String(seconds) },
});

/** Every draw of the rest of the test. */
function draws(value: number): void {
  const random = vi.spyOn(Math, "random").mockReturnValue(value);
  onTestFinished(() => random.mockRestore());
}

describe("a line before a limit", () => {
  const lineOf = (maxWaitMs: number) => {
    const upstream = plays({});
    const router = withRateLimit(member("A", upstream), { requestsPerMinute: 1 }, { maxWaitMs });
    return { upstream, router, call: () => router.createAsyncGenerator({ messages }).collect() };
  };

  it("is kept by those who come one after the other", async () => {
    const time = virtualTime();
    const { upstream, router, call } = lineOf(200_000);
    const waits: RouterEvent[] = [];
    router.subscribe((event) => void (event.type === "wait" && waits.push(event)));
    const calls = [call()];
    for (let index = 0; index < 2; index++) {
      await time.run(1_000);
      calls.push(call());
    }
    await time.until(Promise.all(calls));
    expect(upstream.seen.map(({ at }) => at)).toEqual([0, 60_100, 120_200]);
    expect(waits).toMatchObject([
      { for: "its limit has no room", ms: 59_100 },
      { for: "its limit has no room", ms: 118_200 },
    ]);
  });

  it.each([0, 1_000])(
    "that got too long meanwhile is left, and the place with it (%i ms)",
    async (ms) => {
      const time = virtualTime();
      const { upstream, call } = lineOf(70_000);
      const first = call();
      await time.run(ms);
      const [second, third] = [call(), failureOf(call())];
      const error = await time.until(third);
      expect(error).toMatchObject({ code: "timeout", retryAfterMs: 120_200 - ms, attempts: [] });
      expect(error.message).toMatch(
        /^route: nothing was sent: A:a-1: its limit has no room for 1\d\d s$/,
      );
      expect(time.now).toBe(ms);
      await time.until(Promise.all([first, second]));
      await time.until(call());
      expect(upstream.seen.map(({ at }) => at)).toEqual([0, 60_100, 120_200]);
    },
  );

  it("is not stood in where another target is free", async () => {
    const time = virtualTime();
    const [first, second] = [plays({}), plays({})];
    const use = [
      { provider: member("A", first), rateLimit: { requestsPerMinute: 1 } },
      { provider: member("B", second) },
    ];
    const router = route({ use, maxWaitMs: 200_000 });
    for (let call = 0; call < 2; call++) {
      await time.until(router.createAsyncGenerator({ messages }).collect());
    }
    expect([first.seen.length, second.seen.length, time.now]).toEqual([1, 1, 0]);
  });

  it("gives the trial of a breaker back that somebody overtook", async () => {
    const time = virtualTime();
    const upstream = plays(bad, {});
    const more = { rateLimit: { requestsPerMinute: 1 }, maxWaitMs: 5_000 };
    const router = withBreaker(member("A", upstream), { failures: 1 }, more);
    const call = (model: string) => router.createAsyncGenerator({ messages, model }).collect();
    await time.until(failureOf(call("A:a-1")));
    await time.run(61_000);
    const [other, trial] = [call("A:other"), failureOf(call("A:a-1"))];
    expect((await time.until(trial)).message).toContain("its limit has no room for 61 s");
    await time.until(other);
    await time.run(60_200);
    expect((await time.until(call("A:a-1"))).text).toBe("hello there");
  });

  it("is told of where it takes longer than the back-off, and less than nothing else", async () => {
    draws(0);
    const time = virtualTime();
    const upstream = plays(away(503, 30), {});
    const more = { rateLimit: { requestsPerMinute: 1 }, maxWaitMs: 100_000 };
    const router = withRetry(member("A", upstream), {}, more);
    const waits: RouterEvent[] = [];
    router.subscribe((event) => void (event.type === "wait" && waits.push(event)));
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(waits).toMatchObject([{ for: "its limit has no room", ms: 60_100 }]);
  });
});

describe("a rest", () => {
  it("that is over keeps nobody waiting", async () => {
    draws(0.9);
    const time = virtualTime();
    const upstream = plays(away(429, 20), {});
    const router = route({ use: [member("A", upstream)], attempts: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.run(20_000);
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(upstream.seen.map(({ at }) => at)).toEqual([0, 20_000]);
  });

  it("spreads those who wait for its end", async () => {
    draws(0.5);
    const time = virtualTime();
    const upstream = plays(away(429, 20), {});
    const router = route({ use: [member("A", upstream)], attempts: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(upstream.seen.map(({ at }) => at)).toEqual([0, 20_250]);
  });
});

describe("a wait", () => {
  it.each([
    ["just fits into maxWaitMs", { maxWaitMs: 20_000 }, [0, 20_000]],
    ["ends with the call", { timeouts: { total: 20_000 } }, [0]],
    ["ends before the call", { timeouts: { total: 20_001 } }, [0, 20_000]],
  ])("that %s", async (_, more, sent) => {
    draws(0);
    const time = virtualTime();
    const upstream = plays(away(503, 20), {});
    const router = route({ use: [member("A", upstream)], ...more });
    const outcome = Promise.allSettled([router.createAsyncGenerator({ messages }).collect()]);
    await time.until(outcome);
    expect([upstream.seen.map(({ at }) => at), time.now]).toEqual([sent, sent.at(-1)]);
  });
});

describe("a target", () => {
  it("whose context is no larger is asked all the same where that was not the fault", async () => {
    const use = [plays(bad), plays({})].map((upstream, index) => ({
      provider: member(`M${index}`, upstream),
      contextLength: 8_000,
    }));
    const result = await route({ use }).createAsyncGenerator({ messages }).collect();
    expect(result.provider).toBe("M1");
  });

  it("whose trial another call took at the same moment says so", async () => {
    const time = virtualTime();
    const upstream = plays(bad, { delay: 4_000 });
    const router = withBreaker(member("A", upstream), { failures: 1 });
    const call = () => router.createAsyncGenerator({ messages }).collect();
    await time.until(failureOf(call()));
    await time.run(30_000);
    const [first, second] = [call(), failureOf(call())];
    expect((await time.until(second)).message).toBe(
      "route: nothing was sent: A:a-1: a trial call is under way",
    );
    await time.until(first);
  });
});

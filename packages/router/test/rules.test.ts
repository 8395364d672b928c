import { TextEvent } from "@g4f/core/kit";
import { describe, expect, it } from "vitest";

import { Tape } from "../src/cache/tape.ts";
import { route, withBreaker, withCache, withKeyPool, withRetry } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays, Upstream } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };

describe("withBreaker", () => {
  it("opens at five failures in a row, tells why, and tries one call after 30 s", async () => {
    const time = virtualTime();
    const upstream = plays(bad, bad, bad, bad, bad, {});
    const router = withBreaker(member("A", upstream));
    const call = (): Promise<unknown> => router.createAsyncGenerator({ messages }).collect();
    for (let index = 0; index < 5; index++) await time.until(failureOf(call()));
    const refused = await time.until(failureOf(call()));
    expect(upstream.seen).toHaveLength(5);
    expect(refused).toMatchObject({
      code: "upstream",
      phase: "prepare",
      attempts: [],
      retryAfterMs: 30_000,
    });
    expect(refused.message).toBe(
      "route: nothing was sent: A:a-1: its breaker is open for 30 s (upstream)",
    );
    expect(await router.health()).toMatchObject([
      { provider: "A", state: "open", failures: 5, declared: "working" },
    ]);
    await time.run(30_000);
    expect(await router.health()).toMatchObject([{ state: "trying" }]);
    await time.until(call());
    expect(await router.health()).toMatchObject([{ state: "good", reason: "", until: 0 }]);
  });

  it("opens at a fifth of at least twenty calls", async () => {
    const upstream = new Upstream((_, index) => (index % 5 === 4 ? bad : {}));
    const router = withBreaker(member("A", upstream));
    for (let index = 0; index < 30; index++) {
      await router
        .createAsyncGenerator({ messages })
        .collect()
        .catch(() => {});
    }
    expect(upstream.seen).toHaveLength(20);
  });

  it("does not count what tells of the request or of the key", async () => {
    const upstream = new Upstream((_, index) => ({
      status: [400, 413][index % 2] ?? 400,
      body: "{}",
    }));
    const router = withBreaker(member("A", upstream));
    for (let index = 0; index < 8; index++) {
      await failureOf(router.createAsyncGenerator({ messages }).collect());
    }
    expect(upstream.seen).toHaveLength(8);
  });

  it("counts an answer that is cut after content", async () => {
    const upstream = plays({ ending: "cut" });
    const router = withBreaker(member("A", upstream), { failures: 2 });
    for (let index = 0; index < 4; index++) {
      await failureOf(router.createAsyncGenerator({ messages }).collect());
    }
    expect(upstream.seen).toHaveLength(2);
  });

  it("gives the turn of a trial call back that was aborted", async () => {
    const time = virtualTime();
    const upstream = plays(bad, { delay: 5_000 }, {});
    const router = withBreaker(member("A", upstream), { failures: 1 });
    await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    await time.run(30_000);
    const abort = new AbortController();
    const trial = failureOf(
      router.createAsyncGenerator({ messages, signal: abort.signal }).collect(),
    );
    await time.run(1_000);
    abort.abort();
    await time.until(trial);
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(result.text).toBe("hello there");
  });
});

describe("withKeyPool", () => {
  it("moves to the next key at once, without a retry", async () => {
    const upstream = new Upstream(({ key }) => (key === "one" ? { status: 401, body: "{}" } : {}));
    const router = withKeyPool(
      (apiKey) => member("A", upstream, { apiKey }),
      ["one", { apiKey: "two", account: "team" }],
    );
    const result = await router.createAsyncGenerator({ messages }).collect();
    expect(result.attempts).toMatchObject([
      { account: "#1", error: { code: "auth" } },
      { account: "team" },
    ]);
    expect(JSON.stringify([result, await router.health()])).not.toMatch(/"(one|two)"/);
    expect(await router.health()).toMatchObject([
      { account: "#1", state: "resting" },
      { account: "team", state: "good" },
    ]);
  });

  it("does not try another key where the provider itself is down", async () => {
    const upstream = plays({ status: 503, body: "{}" });
    const router = withKeyPool((apiKey) => member("A", upstream, { apiKey }), ["one", "two"]);
    await failureOf(router.createAsyncGenerator({ messages }).collect());
    expect(upstream.seen).toHaveLength(1);
  });
});

describe("rests", () => {
  it("waits for the only key, as long as upstream asks", async () => {
    const time = virtualTime();
    const upstream = plays({ status: 429, body: "{}", headers: { "retry-after": "20" } }, {});
    const router = withRetry(member("A", upstream));
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(time.now).toBeGreaterThanOrEqual(20_000);
    expect(time.now).toBeLessThanOrEqual(20_600);
  });

  it("prefers another target to waiting", async () => {
    const time = virtualTime();
    const first = plays({ status: 429, body: "{}" }, {});
    const router = route({ use: [member("A", first), member("B", plays({}))] });
    for (let index = 0; index < 3; index++) {
      const { provider } = await time.until(router.createAsyncGenerator({ messages }).collect());
      expect(provider).toBe("B");
    }
    expect([time.now, first.seen.length]).toEqual([0, 1]);
    await time.run(31_000);
    const { provider } = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(provider).toBe("A");
  });

  it("keeps a model that is gone from being asked again, and not its provider", async () => {
    const upstream = new Upstream(({ body }) =>
      body.model === "old" ? { status: 410, body: "{}" } : {},
    );
    const acme = member("A", upstream);
    const router = route({
      use: [
        { provider: acme, model: "old" },
        { provider: acme, model: "new" },
      ],
    });
    for (let index = 0; index < 2; index++) {
      const { model } = await router.createAsyncGenerator({ messages }).collect();
      expect(model).toBe("new");
    }
    expect(upstream.seen.map(({ body }) => body.model)).toEqual(["old", "new", "new"]);
  });
});

describe("withCache", () => {
  const call = (router: ReturnType<typeof withCache>, extra: object = {}) =>
    router.createAsyncGenerator({ messages, ...extra }).collect();

  it("answers the very same request from memory, with all its parts", async () => {
    const upstream = plays({
      events: [
        { type: "reasoning", text: "hm" },
        "word",
        { type: "usage", outputTokens: 1, exact: true },
      ],
    });
    const router = withCache(member("A", upstream));
    const first = await call(router, { temperature: 0 });
    const second = await call(router, { temperature: 0 });
    expect(upstream.seen).toHaveLength(1);
    expect(second.attempts).toMatchObject([{ provider: "A", cached: true }]);
    const { attempts: _, ...answer } = first;
    expect(second).toMatchObject(answer);
    await call(router, { temperature: 1 });
    await call(router, { temperature: 0, messages: [{ role: "user", content: "Hello!" }] });
    expect(upstream.seen).toHaveLength(3);
  });

  it("keeps accounts apart, and forgets after its time", async () => {
    const time = virtualTime();
    const upstream = plays({});
    const router = withCache(
      { provider: (apiKey: string) => member("A", upstream, { apiKey }), keys: ["one", "two"] },
      { ttlMs: 1_000 },
      { order: "round-robin" },
    );
    await time.until(call(router));
    await time.until(call(router));
    expect(upstream.seen.length).toBe(1);
    await time.run(1_001);
    await time.until(call(router));
    expect(upstream.seen.length).toBe(2);
  });

  it("keeps raw events as plain data", () => {
    const tape = new Tape(100);
    tape.add(new TextEvent('{"a":1}'));
    const kept = JSON.parse(JSON.stringify(tape.chunks)) as object[];
    expect(kept).toMatchObject([{ type: "raw", data: { a: 1 }, text: '{"a":1}' }]);
  });

  it("keeps nothing of an answer that failed", async () => {
    const upstream = plays({ ending: "cut" }, {});
    const router = withCache(member("A", upstream));
    await failureOf(call(router));
    expect((await call(router)).attempts).not.toMatchObject([{ cached: true }]);
    expect(upstream.seen).toHaveLength(2);
  });

  it("refuses a call with tools, unless told that its effects do not matter", async () => {
    const upstream = plays({});
    const tools = [{ name: "send", parameters: { type: "object" } }];
    const error = await failureOf(call(withCache(member("A", upstream)), { tools }));
    expect([error.code, upstream.seen.length]).toEqual(["invalid_request", 0]);
    expect(error.message).toContain("cache.tools");
    const told = withCache(member("A", upstream), { tools: true });
    await call(told, { tools });
    await call(told, { tools });
    expect(upstream.seen).toHaveLength(1);
  });
});

describe("hedge", () => {
  it("asks a second target where the first is silent, and takes the first content", async () => {
    const time = virtualTime();
    const [slow, fast] = [plays({ delay: 10_000 }), plays({ delay: 100 })];
    const router = route({
      use: [member("A", slow), member("B", fast)],
      hedge: { afterMs: 1_000 },
    });
    const stream = router.createAsyncGenerator({ messages });
    const result = await time.until(stream.collect());
    expect(result).toMatchObject({ provider: "B", text: "hello there" });
    expect(time.now).toBe(1_100);
    expect(result.attempts).toMatchObject([
      { provider: "A", error: { code: "aborted" } },
      { provider: "B" },
    ]);
    await time.until(stream.closed);
    expect(slow.seen[0]?.cut).toBe(true);
    expect(await router.health()).toMatchObject([{ failures: 0 }, { failures: 0 }]);
  });

  it("makes no second request where the first answers in time", async () => {
    const time = virtualTime();
    const second = plays({});
    const router = route({
      use: [member("A", plays({ delay: 500 })), member("B", second)],
      hedge: { afterMs: 1_000 },
    });
    expect((await time.until(router.createAsyncGenerator({ messages }).collect())).provider).toBe(
      "A",
    );
    await time.run(5_000);
    expect(second.seen).toHaveLength(0);
  });

  it("gives the second target the whole of its time", async () => {
    const time = virtualTime();
    const use = [
      member("A", plays({ events: [], ending: "stall" })),
      member("B", plays({ delay: 2_500 })),
    ];
    const router = route({ use, hedge: { afterMs: 2_000 }, timeouts: { firstEvent: 3_000 } });
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([result.provider, time.now]).toEqual(["B", 4_500]);
  });

  it("does not ask a second one whose limit has no room", async () => {
    const time = virtualTime();
    const second = plays({});
    const use = [
      { provider: member("A", plays({ delay: 5_000 })) },
      { provider: member("B", second), rateLimit: { requestsPerMinute: 1 } },
    ];
    const router = route({ use, hedge: { afterMs: 1_000 } });
    await time.until(router.createAsyncGenerator({ messages, model: "B" }).collect());
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([result.provider, second.seen.length]).toEqual(["A", 1]);
  });

  it("stays within the attempts of the policy", async () => {
    const time = virtualTime();
    const second = plays({});
    const use = [member("A", plays({ delay: 5_000 })), member("B", second)];
    const router = route({ use, hedge: { afterMs: 1_000 }, attempts: 1 });
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([result.provider, second.seen.length]).toEqual(["A", 0]);
  });

  it("goes on with the next where both fail", async () => {
    const time = virtualTime();
    const use = [
      member("A", plays({ delay: 3_000, ...bad })),
      member("B", plays({ delay: 3_000, ...bad })),
      member("C", plays({})),
    ];
    const router = route({ use, hedge: { afterMs: 1_000 } });
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(result.attempts?.map(({ provider }) => provider)).toEqual(["A", "B", "C"]);
    expect(result.text).toBe("hello there");
  });
});

describe("continuation", () => {
  it("is off by default, and continues a text once where it is on", async () => {
    const [first, second] = [
      plays({ events: ["One, ", "two"], ending: "cut" }),
      plays({ events: [", three."] }),
    ];
    const router = route({ use: [member("A", first), member("B", second)], continuation: true });
    const result = await router.createAsyncGenerator({ messages }).collect();
    expect(result.text).toBe("One, two, three.");
    expect(result.warnings).toEqual([
      "A: the answer was cut (truncated); the rest is another request's",
    ]);
    expect(second.seen[0]?.body.messages.slice(0, 2)).toEqual([
      messages[0],
      { role: "assistant", content: "One, two" },
    ]);
  });

  it("happens once at most", async () => {
    const cut = { events: ["word "], ending: "cut" } as const;
    const [first, second, third] = [plays(cut), plays(cut), plays({})];
    const use = [member("A", first), member("B", second), member("C", third)];
    const router = route({ use, continuation: true });
    const error = await failureOf(router.createAsyncGenerator({ messages }).collect());
    expect(error).toMatchObject({
      code: "truncated",
      retryable: false,
      partial: { text: "word word " },
    });
    expect([first, second, third].map(({ seen }) => seen.length)).toEqual([1, 1, 0]);
  });

  it.each([
    ["a tool call in flight", { type: "tool-call-delta", index: 0, argumentsDelta: "{" }],
    ["reasoning", { type: "reasoning", text: "hm" }],
  ] as const)("never happens with %s", async (_, part) => {
    const second = plays({});
    const first = plays({ events: ["word ", part], ending: "cut" });
    const router = route({ use: [member("A", first), member("B", second)], continuation: true });
    await failureOf(router.createAsyncGenerator({ messages }).collect());
    expect(second.seen).toHaveLength(0);
  });

  it("also after a stall", async () => {
    const time = virtualTime();
    const first = plays({ events: ["One, "], ending: "stall" });
    const router = route({
      use: [member("A", first), member("B", plays({ events: ["two."] }))],
      continuation: true,
    });
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([result.text, first.seen[0]?.cut]).toEqual(["One, two.", true]);
  });
});

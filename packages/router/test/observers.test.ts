import type { Logger } from "@g4f/core";
import { describe, expect, it } from "vitest";

import {
  logEvents,
  MemoryStateStore,
  route,
  withFallback,
  withRetry,
  type RouterEvent,
} from "../src/index.ts";
import { openTelemetry } from "../src/opentelemetry.ts";
import { recordingMeter, recordingTracer } from "./support/recording-otel.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };
const usage = { type: "usage", inputTokens: 3, outputTokens: 2, exact: true } as const;

describe("subscribe", () => {
  it("tells of a call from its begin to its end, and nothing per token", async () => {
    const events: RouterEvent[] = [];
    const second = plays({ events: Array.from({ length: 50 }, (_, index) => `${index} `) });
    const router = withFallback([member("A", plays(bad)), member("B", second)], { name: "main" });
    const stop = router.subscribe((event) => events.push(event));
    await router.createAsyncGenerator({ messages, model: "" }).collect();
    stop();
    await router.createAsyncGenerator({ messages }).collect();
    expect(events.map(({ type }) => type)).toEqual([
      "call-start",
      "attempt-start",
      "attempt-end",
      "attempt-start",
      "attempt-content",
      "attempt-end",
      "call-end",
    ]);
    expect(events[0]).toMatchObject({
      call: { id: expect.stringMatching(/^[0-9a-f]{16}$/), route: "main" },
    });
    expect(events[2]).toMatchObject({
      attempt: { number: 1, why: "first" },
      error: { code: "upstream", status: 500 },
    });
    expect(events[3]).toMatchObject({ attempt: { number: 2, provider: "B", why: "fallback" } });
    expect(events.at(-1)).toMatchObject({ result: { provider: "B", attempts: [{}, {}] } });
  });

  it("tells of waits, of keys that rest, and of breakers", async () => {
    const time = virtualTime();
    const events: RouterEvent[] = [];
    const upstream = plays({ status: 429, body: "{}", headers: { "retry-after": "7" } }, {});
    const router = route({ use: [member("A", upstream)] });
    router.subscribe((event) => events.push(event));
    await time.until(router.createAsyncGenerator({ messages }).collect());
    const health = events.find((event) => event.type === "health");
    expect(health).toMatchObject({
      provider: "A",
      state: "resting",
      model: undefined,
      failure: { code: "rate_limit" },
    });
    const wait = events.find((event) => event.type === "wait");
    expect(wait).toMatchObject({ for: expect.stringMatching(/rests|backs off/) });
    expect(wait?.type === "wait" && wait.ms).toBeGreaterThanOrEqual(7_000);
    expect(
      events.some((event) => event.type === "attempt-start" && event.attempt.why === "retry"),
    ).toBe(true);
  });

  it("a listener that throws ends no call", async () => {
    const router = route({ use: [member("A", plays({}))] });
    router.subscribe(() => {
      throw new Error("no");
    });
    expect((await router.createAsyncGenerator({ messages }).collect()).text).toBe("hello there");
  });

  it("a store that fails ends no call, and is told of", async () => {
    const failures: unknown[] = [];
    const store = {
      get: () => Promise.reject(new Error("away")),
      update: () => {
        throw new Error("away");
      },
    };
    const router = withRetry(member("A", plays(bad, {})), { backoff: { baseMs: 0 } }, { store });
    router.subscribe((event) => event.type === "store-failed" && failures.push(event.error));
    expect((await router.createAsyncGenerator({ messages }).collect()).text).toBe("hello there");
    expect(failures.length).toBeGreaterThan(0);
  });
});

describe("a store on a network", () => {
  it("makes the same decisions, shared by two routes", async () => {
    const memory = new MemoryStateStore();
    const store = {
      get: async (key: string) => JSON.parse(JSON.stringify(memory.get(key) ?? null)) ?? undefined,
      update: async (key: string, change: (value: unknown) => unknown, ttlMs: number) =>
        memory.update(key, (old) => JSON.parse(JSON.stringify(change(old))), ttlMs),
    };
    const upstream = plays({ status: 401, body: "{}" });
    const make = () =>
      route({ use: [member("A", upstream)], store, rateLimit: { requestsPerMinute: 9 } });
    await failureOf(make().createAsyncGenerator({ messages }).collect());
    const error = await failureOf(make().createAsyncGenerator({ messages }).collect());
    expect([error.code, error.phase, upstream.seen.length]).toEqual(["auth", "prepare", 1]);
    expect(error.message).toContain("its key rests for 301 s (auth)");
  });
});

describe("health", () => {
  it("has a reason for each provider and model, beside what is declared", async () => {
    const gone = { working: false, deprecated: { since: "2026-01-01", reason: "closed" } };
    const old = { deprecated: { since: "2026-01-01", reason: "old" } };
    const router = route({
      use: [
        member("A", plays({}), { manifest: gone }),
        member("B", plays({ status: 402, body: '{"error":"pay first"}' }), { manifest: old }),
        member("C", plays(bad)),
        member("D", plays({})),
        member("E", plays({})),
      ],
    });
    expect((await router.health()).map(({ state }) => state)).toEqual(Array(5).fill("unknown"));
    await router.createAsyncGenerator({ messages }).collect();
    const health = await router.health();
    expect(health.map(({ provider, declared, state }) => [provider, declared, state])).toEqual([
      ["A", "not working", "resting"],
      ["B", "deprecated", "resting"],
      ["C", "working", "failing"],
      ["D", "working", "good"],
      ["E", "working", "unknown"],
    ]);
    expect(health[0]?.reason).toMatch(/^model_gone: A does not work: closed/);
    expect(health[1]?.reason).toMatch(/^quota: .*pay first/);
    expect(health[2]).toMatchObject({ calls: 1, failures: 1, lastFailure: { status: 500 } });
    expect(health[3]?.latencyMs).toBeGreaterThanOrEqual(0);
  });
});

describe("logEvents", () => {
  it("joins the lines of a call by its id; warns of what failed", async () => {
    const lines: [string, Record<string, unknown>, string][] = [];
    const level =
      (name: string): Logger["info"] =>
      (data, message) =>
        void lines.push([name, data as Record<string, unknown>, message]);
    const router = withFallback([member("A", plays(bad)), member("B", plays({}))]);
    router.subscribe(
      logEvents({
        debug: level("debug"),
        info: level("info"),
        warn: level("warn"),
        error: level("error"),
      }),
    );
    await router
      .createAsyncGenerator({ messages: [{ role: "user", content: "s3cret" }] })
      .collect();
    expect(lines.map(([name, , message]) => `${name}: ${message}`)).toEqual([
      "debug: call begins",
      "debug: attempt begins",
      "warn: attempt failed",
      "debug: attempt begins",
      "debug: first content",
      "debug: attempt answered",
      "debug: call answered",
    ]);
    expect(new Set(lines.map(([, { call }]) => call)).size).toBe(1);
    expect(JSON.stringify(lines)).not.toContain("s3cret");
  });
});

describe("openTelemetry", () => {
  it("makes one client span for a call and one within for each attempt, as the conventions have them", async () => {
    const { provider: tracerProvider, spans } = recordingTracer();
    const { provider: meterProvider, records } = recordingMeter();
    const router = withFallback([
      member("A", plays(bad)),
      member("B", plays({ events: ["word", usage] })),
    ]);
    router.subscribe(openTelemetry({ tracerProvider, meterProvider }));
    await router.createAsyncGenerator({ messages, model: "A, B" }).collect();
    expect(spans.map(({ name, kind, parent, ended }) => ({ name, kind, parent, ended }))).toEqual([
      { name: "chat A, B", kind: 2, parent: undefined, ended: true },
      { name: "g4f.attempt", kind: undefined, parent: "chat A, B", ended: true },
      { name: "g4f.attempt", kind: undefined, parent: "chat A, B", ended: true },
    ]);
    expect(spans[0]?.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "B",
      "gen_ai.response.model": "b-1",
      "gen_ai.response.finish_reasons": ["stop"],
      "gen_ai.usage.input_tokens": 3,
      "gen_ai.usage.output_tokens": 2,
      "g4f.attempts": 2,
    });
    expect(spans[1]).toMatchObject({
      attributes: { "error.type": "upstream" },
      status: { code: 2 },
    });
    expect(records.map(([name, , attributes]) => [name, attributes["gen_ai.token.type"]])).toEqual([
      ["gen_ai.client.operation.time_to_first_chunk", undefined],
      ["gen_ai.client.operation.duration", undefined],
      ["gen_ai.client.token.usage", "input"],
      ["gen_ai.client.token.usage", "output"],
    ]);
    expect(JSON.stringify([spans, records])).not.toContain("Hello");
  });

  it("marks a call that failed", async () => {
    const { provider: tracerProvider, spans } = recordingTracer();
    const router = withFallback([member("A", plays(bad))]);
    router.subscribe(openTelemetry({ tracerProvider }));
    await failureOf(router.createAsyncGenerator({ messages }).collect());
    expect(spans[0]).toMatchObject({
      ended: true,
      status: { code: 2 },
      attributes: { "error.type": "upstream" },
    });
  });
});

import { AsyncGeneratorProvider, defineManifest, ProviderError, type Chunk } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { route, withCache, withFallback, withRetry, type RouterEvent } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };

function eventsOf(router: ReturnType<typeof route>): readonly RouterEvent[] {
  const events: RouterEvent[] = [];
  router.subscribe((event) => void events.push(event));
  return events;
}

const reasons = (events: readonly RouterEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "attempt-start" ? [event.attempt.why] : []));

const contents = (events: readonly RouterEvent[]): number =>
  events.filter(({ type }) => type === "attempt-content").length;

/** Fails, or says nothing; its clean-up takes half a second. */
class Cleaning extends AsyncGeneratorProvider {
  readonly log: string[];
  readonly #fails: boolean;

  constructor(name: string, fails: boolean, log: string[]) {
    const url = `https://${name.toLowerCase()}.test`;
    super({}, defineManifest({ name, url, baseUrl: url, working: true }));
    this.log = log;
    this.#fails = fails;
  }

  protected override async *generate(
    _: unknown,
    { defer, signal }: Parameters<AsyncGeneratorProvider["generate"]>[1],
  ): AsyncGenerator<Chunk> {
    defer(async () => {
      await new Promise((resolve) => void setTimeout(resolve, 500));
      this.log.push(this.manifest.name);
    });
    yield { type: "queue", position: 1 };
    if (this.#fails) throw new ProviderError("upstream", "no", { phase: "first_event" });
    await new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("left")));
    });
  }
}

describe("an answer", () => {
  it("lets go of upstream when it is complete", async () => {
    const upstream = plays({});
    const stream = route({ use: [member("A", upstream)] }).createAsyncGenerator({ messages });
    await stream.collect();
    await stream.closed;
    expect(upstream.seen.map(({ cut, read }) => cut || read)).toEqual([true]);
  });

  it("that breaks off lets go of upstream too", async () => {
    const time = virtualTime();
    const upstream = plays({ events: ["word"], ending: "stall" });
    const router = route({ use: [member("A", upstream)], timeouts: { total: 5_000 } });
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect([error.code, error.partial?.text, upstream.seen[0]?.cut]).toEqual([
      "timeout",
      "word",
      true,
    ]);
  });

  it("comes after what is to be said of the attempt", async () => {
    const router = route({ use: [member("A", plays({}))] });
    const call = router.createAsyncGenerator({ messages, colour: "red" } as never);
    const chunks = await Array.fromAsync(call.chunks());
    expect(chunks.map((chunk) => (typeof chunk === "string" ? chunk : chunk.type))).toEqual([
      "provider",
      "warning",
      "hello ",
      "there",
      "finish",
    ]);
  });

  it("that is nothing but a reason to finish is one", async () => {
    const upstream = plays({ events: [{ type: "finish", reason: "content-filter" }] });
    const router = route({ use: [member("A", upstream)] });
    const events = eventsOf(router);
    const stream = router.createAsyncGenerator({ messages });
    expect((await stream.collect()).finishReason).toBe("content-filter");
    await stream.closed;
    expect([contents(events), upstream.seen[0]?.read]).toEqual([1, true]);
  });

  it.each([
    ["is kept", (provider: AsyncGeneratorProvider) => withCache(provider)],
    [
      "may be continued",
      (provider: AsyncGeneratorProvider) => withRetry(provider, {}, { continuation: true }),
    ],
  ])("that %s begins once", async (_, made) => {
    const router = made(member("A", plays({ events: ["a", "b", "c"] })));
    const events = eventsOf(router);
    expect((await router.createAsyncGenerator({ messages }).collect()).text).toBe("abc");
    expect([contents(events), reasons(events)]).toEqual([1, ["first"]]);
  });

  it("out of the cache is a first attempt", async () => {
    const router = withCache(member("A", plays({})));
    await router.createAsyncGenerator({ messages }).collect();
    const events = eventsOf(router);
    await router.createAsyncGenerator({ messages }).collect();
    expect(reasons(events)).toEqual(["first"]);
  });
});

describe("a provider without models", () => {
  it("is told of, and asked, without one", async () => {
    const inner = member("Other", plays({}));
    const asked: object[] = [];
    const { defaultModel: _, ...manifest } = inner.manifest;
    const foreign = {
      manifest: { ...manifest, models: { known: [], open: true } },
      createAsyncGenerator: (request: object) => {
        asked.push(request);
        return inner.createAsyncGenerator(request as never);
      },
    };
    const router = withFallback([foreign]);
    const chunks = await Array.fromAsync(router.createAsyncGenerator({ messages }).chunks());
    expect(chunks[0]).toStrictEqual({ type: "provider", provider: "Other" });
    expect(asked).toStrictEqual([{ messages, signal: expect.any(AbortSignal) }]);
  });
});

describe("clean-up", () => {
  it("of an attempt that failed is waited for, and is done once", async () => {
    const time = virtualTime();
    const log: string[] = [];
    const router = withFallback([new Cleaning("A", true, log), member("B", plays({}))]);
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(log).toEqual(["A"]);
  });

  it("is done once for each attempt of a call that ran out of time", async () => {
    const time = virtualTime();
    const log: string[] = [];
    const use = [new Cleaning("A", true, log), new Cleaning("B", false, log)];
    const stream = route({ use, timeouts: { total: 5_000 } }).createAsyncGenerator({ messages });
    const error = await time.until(failureOf(stream.collect()));
    await time.until(stream.closed);
    await time.run(2_000);
    expect([error.code, log.toSorted()]).toEqual(["timeout", ["A", "B"]]);
    expect(error.attempts?.map((attempt) => attempt.error?.code)).toEqual(["upstream", "timeout"]);
  });
});

describe("a hedge", () => {
  it("is told of, and only the winner's words are", async () => {
    const time = virtualTime();
    const use = [member("A", plays({ delay: 9_000 })), member("B", plays({ events: ["a", "b"] }))];
    const router = route({ use, hedge: { afterMs: 1_000 } });
    const events = eventsOf(router);
    const call = router.createAsyncGenerator({ messages });
    const chunks = await time.until(Array.fromAsync(call.chunks()));
    expect(chunks).toEqual([
      { type: "provider", provider: "A", model: "a-1" },
      { type: "provider", provider: "B", model: "b-1" },
      "a",
      "b",
      { type: "finish", reason: "stop" },
    ]);
    expect([reasons(events), contents(events)]).toEqual([["first", "hedge"], 1]);
  });

  it("that is slower is left, and the first is told of once", async () => {
    const time = virtualTime();
    const second = plays({ delay: 9_000 });
    const use = [member("A", plays({ delay: 2_000 })), member("B", second)];
    const call = route({ use, hedge: { afterMs: 1_000 } }).createAsyncGenerator({ messages });
    const chunks = await time.until(Array.fromAsync(call.chunks()));
    expect(chunks.slice(0, 2)).toEqual([
      { type: "provider", provider: "A", model: "a-1" },
      "hello ",
    ]);
    await time.until(call.closed);
    expect(second.seen[0]?.cut).toBe(true);
  });

  it("that fails like the first ends the call with both", async () => {
    const time = virtualTime();
    const slow = { delay: 3_000, ...bad, status: 413 };
    const use = [member("A", plays(slow)), member("B", plays(slow))];
    const router = route({ use, hedge: { afterMs: 1_000 }, attempts: 2 });
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect(error.message).toMatch(
      /^route: all 2 attempts failed: A: context_length: .*; B: context_length: /,
    );
    expect(time.now).toBe(4_000);
  });

  it("is not made of the target that is asked already", async () => {
    const time = virtualTime();
    const upstream = plays({ delay: 5_000 });
    const router = route({ use: [member("A", upstream)], hedge: { afterMs: 1_000 } });
    await time.until(router.createAsyncGenerator({ messages }).collect());
    expect([upstream.seen.length, time.now]).toEqual([1, 5_000]);
  });

  it("does not keep the one that was overtaken from a continuation", async () => {
    const time = virtualTime();
    const first = plays({ delay: 9_000 }, { events: ["two."] });
    const use = [member("A", first), member("B", plays({ events: ["One, "], ending: "cut" }))];
    const router = route({ use, hedge: { afterMs: 1_000 }, continuation: true, attempts: 3 });
    const events = eventsOf(router);
    const result = await time.until(router.createAsyncGenerator({ messages }).collect());
    expect(result.text).toBe("One, two.");
    expect(reasons(events)).toEqual(["first", "hedge", "continuation"]);
  });
});

describe("a continuation", () => {
  const usage = { type: "usage", outputTokens: 1, exact: true } as const;
  const routed = (events: readonly Chunk[], attempts: number) => {
    const second = plays({ events: ["two."] });
    const use = [member("A", plays({ events, ending: "cut" })), member("B", second)];
    return { second, router: route({ use, continuation: true, attempts }) };
  };

  it("is not hindered by what is no content", async () => {
    const { router } = routed(["One, ", usage], 2);
    const events = eventsOf(router);
    expect((await router.createAsyncGenerator({ messages }).collect()).text).toBe("One, two.");
    expect(reasons(events)).toEqual(["first", "continuation"]);
  });

  it.each([
    ["there was more than text before", [{ type: "reasoning", text: "hm" }, "word"], 2],
    ["no attempt is left", ["word"], 1],
  ] as const)("is not made where %s", async (_, events, attempts) => {
    const { router, second } = routed(events, attempts);
    const chunks: unknown[] = [];
    const error = await failureOf(
      (async () => {
        const call = router.createAsyncGenerator({ messages });
        for await (const chunk of call.chunks()) chunks.push(chunk);
      })(),
    );
    expect([error.code, error.partial?.text, second.seen.length]).toEqual(["truncated", "word", 0]);
    expect(chunks).not.toContainEqual(expect.objectContaining({ type: "warning" }));
  });
});

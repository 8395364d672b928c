import { AsyncGeneratorProvider, defineManifest, type Chunk } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { route, withFallback, withRetry, withTimeouts } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays, Upstream } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };
const busy = { status: 503, body: "{}", headers: { "retry-after": "30" } };

describe("a call through a route", () => {
  it("is lazy, and an aborted signal sends nothing", async () => {
    const upstream = plays({});
    const router = route({ use: [member("A", upstream)] });
    router.createAsyncGenerator({ messages });
    const signal = AbortSignal.abort();
    const error = await failureOf(router.createAsyncGenerator({ messages, signal }).collect());
    expect([error.code, upstream.seen.length]).toEqual(["aborted", 0]);
  });

  it("is aborted at once while it backs off, and asks nobody any more (F38)", async () => {
    const time = virtualTime();
    const upstream = plays(busy);
    const abort = new AbortController();
    const router = withRetry(member("A", upstream));
    const stream = router.createAsyncGenerator({ messages, signal: abort.signal });
    const reading = failureOf(stream.collect());
    await time.run(1_000);
    const before = time.now;
    abort.abort();
    const error = await time.until(reading);
    expect([error.code, error.phase, time.now - before]).toEqual(["aborted", "backoff", 0]);
    await stream.closed;
    expect(time.pending).toBe(0);
    await time.run(60_000);
    expect(upstream.seen).toHaveLength(1);
  });

  it("is left at once by break, and lets go of upstream", async () => {
    const time = virtualTime();
    const upstream = plays({ events: ["a ", "b "], ending: "stall" });
    const stream = route({ use: [member("A", upstream)] }).createAsyncGenerator({ messages });
    await time.until(
      (async () => {
        for await (const _ of stream) break;
        await stream.closed;
      })(),
    );
    expect(upstream.seen[0]?.cut).toBe(true);
    expect(time.pending).toBe(0);
  });

  it("hands its total deadline down: no attempt outlives it", async () => {
    const time = virtualTime();
    const stalling = plays({ events: [], ending: "stall" });
    const use = [member("A", stalling), member("B", stalling), member("C", stalling)];
    const deadlines = { firstEvent: 40_000, total: 90_000 };
    const stream = route({ use }).createAsyncGenerator({ messages, deadlines });
    const error = await time.until(failureOf(stream.collect()));
    expect(error).toMatchObject({ code: "timeout" });
    expect(error.message).toContain("90000 ms (deadlines.total)");
    expect(error.attempts).toHaveLength(3);
    expect(time.now).toBeLessThan(90_200);
    expect(stalling.seen.every(({ cut }) => cut)).toBe(true);
  });

  it("does not wait for what would come after its deadline", async () => {
    const time = virtualTime();
    const upstream = plays(busy);
    const router = withRetry(member("A", upstream));
    const call = router.createAsyncGenerator({ messages, deadlines: { total: 20_000 } });
    const error = await time.until(failureOf(call.collect()));
    expect([error.code, time.now, upstream.seen.length]).toEqual(["overloaded", 0, 1]);
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(30_000);
  });

  it("limits each attempt by timeouts.attempt", async () => {
    const time = virtualTime();
    const slow = plays({ delay: 60_000 });
    const router = withTimeouts(member("A", slow), { attempt: 5_000 }, { attempts: 1 });
    const error = await time.until(failureOf(router.createAsyncGenerator({ messages }).collect()));
    expect(error.code).toBe("timeout");
    expect(time.now).toBeLessThan(5_200);
  });

  it("lets the request's own deadlines win over the policy's", async () => {
    const time = virtualTime();
    const slow = plays({ delay: 10_000 });
    const router = withTimeouts(member("A", slow), { firstEvent: 5_000 });
    const deadlines = { firstEvent: 15_000 };
    const call = router.createAsyncGenerator({ messages, deadlines });
    expect((await time.until(call.collect())).text).toBe("hello there");
  });

  it("reads like any provider: text, chunks, result, web stream", async () => {
    const router = route({ use: [member("A", plays({}))] });
    const read = () => router.createAsyncGenerator({ messages });
    let text = "";
    for await (const piece of read()) text += piece;
    const web = await Array.fromAsync(read().toReadableStream());
    expect([text, web.join("")]).toEqual(["hello there", "hello there"]);
    expect(() => router.createAsyncGenerator("Hello" as never)).toThrow(TypeError);
  });

  it("says in health and error what is wrong with a request, before a byte is sent", async () => {
    const upstream = plays({});
    const router = route({ use: [member("A", upstream)] });
    const error = await failureOf(router.createAsyncGenerator({ messages: [] }).collect());
    expect([error.code, upstream.seen.length]).toEqual(["invalid_request", 0]);
    expect(error.message).toContain("messages");
  });
});

describe("threads", () => {
  const threaded = (): Upstream =>
    plays({ events: ["word", { type: "conversation", conversation: { id: 7 } }] });

  it("go back to the provider they came from, and to no other", async () => {
    const [first, second] = [threaded(), plays({})];
    const use = [member("A", first), member("B", second)];
    const router = route({ use, order: "round-robin" });
    const { conversation } = await router.createAsyncGenerator({ messages }).collect();
    expect(JSON.parse(JSON.stringify(conversation))).toEqual(conversation);
    const again = await router.createAsyncGenerator({ messages, conversation }).collect();
    expect(again.provider).toBe("A");
    expect(first.seen[1]?.body.conversation).toEqual({ id: 7 });
    const other = route({ use: [member("B", second)] });
    const elsewhere = await other.createAsyncGenerator({ messages, conversation }).collect();
    expect(elsewhere.conversation).toBeUndefined();
    expect(second.seen[0]?.body).not.toHaveProperty("conversation");
  });

  it("of a provider outside are refused: they could be anybody's", async () => {
    const router = route({ use: [member("A", plays({}))] });
    const call = router.createAsyncGenerator({ messages, conversation: { id: 7 } });
    expect(await failureOf(call.collect())).toMatchObject({ code: "invalid_request" });
  });

  it("of an attempt that failed are not those of the answer", async () => {
    const first = plays({ events: [{ type: "conversation", conversation: 1 }], ending: "cut" });
    const router = withFallback([member("A", first), member("B", plays({}))]);
    const result = await router.createAsyncGenerator({ messages }).collect();
    expect(result.conversation).toBeUndefined();
  });
});

describe("clean-up", () => {
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
      const { name } = this.manifest;
      defer(({ signal: own }) => {
        this.log.push(`${name} cleaned, ${own.aborted ? "too late" : "in time"}`);
      });
      try {
        yield { type: "queue", position: 1 };
        if (this.#fails) throw new Error("no");
        yield "word";
        yield { type: "finish", reason: "stop" };
      } finally {
        this.log.push(`${name} left`);
        signal.addEventListener("abort", () => {});
      }
    }
  }

  it("runs for every attempt, each with what is its own", async () => {
    const log: string[] = [];
    const router = withFallback([new Cleaning("A", true, log), new Cleaning("B", false, log)]);
    const stream = router.createAsyncGenerator({ messages });
    await stream.collect();
    await stream.closed;
    expect(log.toSorted()).toEqual([
      "A cleaned, in time",
      "A left",
      "B cleaned, in time",
      "B left",
    ]);
  });

  it("is done when break is", async () => {
    const log: string[] = [];
    const router = withFallback([new Cleaning("A", true, log), new Cleaning("B", false, log)]);
    for await (const _ of router.createAsyncGenerator({ messages })) break;
    expect(log).toEqual(expect.arrayContaining(["A cleaned, in time", "B cleaned, in time"]));
  });
});

describe("a member that is not of this copy of core", () => {
  it("is read through its own stream, and followed by another like any", async () => {
    const inner = member("Other", plays(bad, {}));
    const foreign = {
      manifest: inner.manifest,
      createAsyncGenerator: (request: never) => inner.createAsyncGenerator(request),
    };
    const router = withFallback([foreign, member("B", plays({}))]);
    const first = await router.createAsyncGenerator({ messages }).collect();
    expect(first.attempts).toMatchObject([{ error: { code: "upstream" } }, { provider: "B" }]);
    const second = await router.createAsyncGenerator({ messages }).collect();
    expect(second).toMatchObject({ provider: "Other", text: "hello there", model: "other-1" });
  });
});

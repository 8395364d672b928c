import { expect, it } from "vitest";

import type { Chunk } from "../../src/chunk.ts";
import type { OpenCall, RouteHooks } from "../../src/engine.ts";
import { CallEnd, errorWith, isPolicy, limitsOf, markPolicy, planOf } from "../../src/engine.ts";
import { defineManifest, ProviderError, ProviderStream } from "../../src/index.ts";
import { scripted } from "../support/scripted-provider.ts";
import { failureOf } from "../support/transport.ts";

const messages = [{ role: "user", content: "go" }] as const;

const silent = async function* (): AsyncGenerator<Chunk> {
  await new Promise(() => {});
};

const good = async function* (): AsyncGenerator<Chunk> {
  yield { type: "conversation", conversation: "thread" };
  yield "hello";
  yield { type: "finish", reason: "stop" };
};

const heedless: RouteHooks = {
  recovers: () => false,
  failed: (error) => error,
  finished: (result) => result,
  conversation: (state) => state,
};

/** A call of a policy that runs `start`, and has nothing more to it. */
function routed(start: OpenCall["start"], hooks: Partial<RouteHooks>, firstEvent = 1_000) {
  const open: OpenCall = {
    provider: "Member",
    model: "member-1",
    raw: false,
    prelude: [],
    redact: (text) => text,
    phase: () => "backoff",
    hint: () => "",
    warn: () => {},
    start,
    route: { ...heedless, ...hooks },
    endReason: () => undefined,
    end: () => undefined,
    cleanupContext: () => {
      throw new Error("nothing is to be cleaned up");
    },
  };
  return new ProviderStream({
    provider: "Policy",
    signal: undefined,
    limits: limitsOf({}, { deadlines: { firstEvent } }),
    open: async () => open,
  });
}

it("plans a call of a provider, which then opens and starts like any other", async () => {
  const plan = planOf(scripted(good), { messages });
  const open = await plan?.open(new CallEnd());
  expect(open).toMatchObject({ provider: "Acme", model: "acme-1" });
  const chunks: Chunk[] = [];
  const hook = open?.start(
    () => {},
    () => {},
    () => {},
  );
  for (let step = await hook?.next(); step?.done === false; step = await hook?.next()) {
    chunks.push(step.value);
  }
  expect(chunks).toContain("hello");
});

it("has no plan for an object of another kind, nor for an overridden method", () => {
  const own = scripted(good);
  Object.defineProperty(own, "createAsyncGenerator", { value: () => {} });
  expect(planOf(own, { messages })).toBeUndefined();
  const manifest = defineManifest({ name: "Other", url: "https://other.test", working: true });
  expect(planOf({ manifest }, { messages })).toBeUndefined();
});

it("tells a policy by its brand", () => {
  const policy = {};
  expect([isPolicy(policy), isPolicy(null), isPolicy("policy")]).toEqual([false, false, false]);
  markPolicy(policy);
  expect(isPolicy(policy)).toBe(true);
});

it("copies an error but for what is changed", () => {
  const cause = new Error("below");
  const error = new ProviderError("quota", "no", { provider: "Acme", status: 402, cause });
  const attempts = [{ provider: "Acme", model: "", afterMs: 0, ms: 1 }];
  const copy = errorWith(error, { message: "still no", attempts, retryable: true });
  expect(copy).toMatchObject({ code: "quota", message: "still no", provider: "Acme", status: 402 });
  expect(copy).toMatchObject({ attempts, retryable: true, phase: "prepare", cause });
  expect(Object.hasOwn(errorWith(error, {}), "retryAfterMs")).toBe(false);
});

it("names the member that answered, and shows what the policy makes of result and thread", async () => {
  const attempts = [{ provider: "Member", model: "member-1", afterMs: 0, ms: 1 }];
  const result = await routed(good, {
    finished: (plain) => ({ ...plain, attempts }),
    conversation: (state) => ({ member: state }),
  }).collect();
  expect(result).toMatchObject({
    provider: "Member",
    model: "member-1",
    conversation: { member: "thread" },
    attempts,
  });
});

it("tells the reader what the policy makes of an error, attempts included", async () => {
  const attempts = [{ provider: "Member", model: "", afterMs: 0, ms: 1 }];
  const failing = async function* (): AsyncGenerator<Chunk> {
    yield "half";
    throw new ProviderError("network", "gone");
  };
  const stream = routed(failing, { failed: (error) => errorWith(error, { attempts }) });
  const error = await failureOf(stream.collect());
  expect(error).toMatchObject({ code: "network", provider: "Member", attempts });
  expect(error.partial?.text).toBe("half");
});

it("asks the policy before a limit of an attempt ends the call", async () => {
  const told: ProviderError[] = [];
  const answered = Promise.withResolvers<void>();
  const late: OpenCall["start"] = async function* (_defer, restart) {
    await answered.promise;
    restart(limitsOf({}, undefined));
    yield* good();
  };
  const recovers = (error: ProviderError): boolean => {
    told.push(error);
    answered.resolve();
    return true;
  };
  await routed(late, { recovers }, 20).collect();
  expect(told[0]).toMatchObject({ code: "timeout", phase: "backoff" });
});

it("fails a call whose policy does not take the limit on itself", async () => {
  expect(await failureOf(routed(silent, {}, 20).collect())).toMatchObject({ code: "timeout" });
});

it("counts the limits of an attempt from its begin", async () => {
  const told = Promise.withResolvers<ProviderError>();
  const start: OpenCall["start"] = (_defer, restart) => {
    restart(limitsOf({}, { deadlines: { total: 30 } }));
    return silent();
  };
  const recovers = (error: ProviderError): boolean => {
    told.resolve(error);
    return true;
  };
  const stream = routed(start, { recovers });
  const reading = stream.next();
  expect((await told.promise).message).toBe("no end within 30 ms (deadlines.total)");
  await stream.return();
  expect(await reading).toEqual({ done: true, value: undefined });
});

it("forgets usage and thread of an attempt that another follows", async () => {
  const twice: OpenCall["start"] = async function* (_defer, restart) {
    yield { type: "usage", inputTokens: 1, exact: true };
    yield { type: "conversation", conversation: "of the first" };
    restart(limitsOf({}, undefined));
    yield "hello";
    yield { type: "finish", reason: "stop" };
  };
  const result = await routed(twice, {}).collect();
  expect([result.usage, result.conversation]).toEqual([undefined, undefined]);
});

it("reads what a policy steps aside for from the next pull on, and leaves that at its end", async () => {
  const left: string[] = [];
  const rest = async function* (): AsyncGenerator<Chunk> {
    try {
      yield "there";
      yield "never read";
    } finally {
      left.push("rest");
    }
  };
  const start: OpenCall["start"] = (_defer, _restart, become) => ({
    next: async () => {
      become(rest());
      return { done: false, value: "hello " };
    },
    return: async () => ({ done: true, value: left.push("policy") }),
  });
  const stream = routed(start, {});
  const read = [await stream.next(), await stream.next()];
  await stream.return();
  await stream.closed;
  expect(read.map(({ value }) => value)).toEqual(["hello ", "there"]);
  expect(left).toEqual(["rest"]);
});

it("has a signal for whoever opens the call, aborted when it is over", async () => {
  let seen: AbortSignal | undefined;
  const stream = new ProviderStream({
    provider: "Acme",
    signal: undefined,
    limits: limitsOf({}, undefined),
    open: async (call) => {
      seen = call.signal;
      expect(call.signal).toBe(seen);
      throw new ProviderError("network", "gone");
    },
  });
  expect(await failureOf(stream.collect())).toMatchObject({ code: "network" });
  await stream.closed;
  expect(seen?.reason).toMatchObject({ code: "network" });
});

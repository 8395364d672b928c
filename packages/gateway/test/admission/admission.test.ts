import { gate, mockProvider } from "@g4f/conformance/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Admission, type Release } from "../../src/admission/admission.ts";
import { serve } from "../support/serve.ts";

const stays = new AbortController().signal;

/** What entering came to: a way out, or what it was refused with. */
async function entered(admission: Admission, signal: AbortSignal = stays): Promise<Release> {
  return await admission.enter(signal);
}

async function refused(entering: Promise<unknown>): Promise<unknown> {
  return await entering.then(
    () => "it was let in",
    (error: unknown) => error,
  );
}

describe("Admission", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("lets in as many as there are places, queues as many as may wait, refuses the rest at once", async () => {
    const admission = new Admission({ maxStreams: 2, maxQueue: 1, maxWaitMs: 1_000 });
    const first = await entered(admission);
    await entered(admission);
    const waiting = entered(admission);
    expect(admission.load).toEqual({ streams: 2, queued: 1 });
    const refusal = await refused(entered(admission));
    expect(refusal).toMatchObject({ status: 429, code: "rate_limit", retryAfterMs: 1_000 });
    first();
    await waiting;
    expect(admission.load).toEqual({ streams: 2, queued: 0 });
  });

  it("is fair: first come, first served", async () => {
    const admission = new Admission({ maxStreams: 1, maxQueue: 9 });
    const order: number[] = [];
    let leave = await entered(admission);
    const all = [1, 2, 3].map(async (number) => {
      const release = await entered(admission);
      order.push(number);
      return release;
    });
    for (const next of all) {
      leave();
      leave = await next;
    }
    expect(order).toEqual([1, 2, 3]);
  });

  it("refuses whom it kept waiting too long", async () => {
    const admission = new Admission({ maxStreams: 1, maxQueue: 1, maxWaitMs: 1_000 });
    await entered(admission);
    const waiting = refused(entered(admission));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await waiting).toMatchObject({ status: 503, code: "overloaded", retryAfterMs: 5_000 });
    expect(admission.load).toEqual({ streams: 1, queued: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("forgets whoever leaves the queue, even before it came to stand in it", async () => {
    const admission = new Admission({ maxStreams: 1, maxQueue: 1 });
    const release = await entered(admission);
    const leaving = new AbortController();
    const waiting = refused(entered(admission, leaving.signal));
    leaving.abort();
    expect(await waiting).toMatchObject({ status: 503 });
    expect(await refused(entered(admission, AbortSignal.abort()))).toMatchObject({ status: 503 });
    expect(admission.load).toEqual({ streams: 1, queued: 0 });
    release();
    expect(admission.load).toEqual({ streams: 0, queued: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes a place back once", async () => {
    const admission = new Admission({ maxStreams: 2, maxQueue: 0 });
    const release = await entered(admission);
    await entered(admission);
    release();
    release();
    expect(admission.load.streams).toBe(1);
  });
});

describe("overload (R22)", () => {
  it("answers whom it cannot take with 429 and Retry-After, and the others as ever", async () => {
    const held = gate();
    const script = [
      { type: "wait", gate: held },
      { type: "text", text: "hello" },
      { type: "finish", reason: "stop" },
    ] as const;
    const mock = mockProvider(script, { defaultModel: "mock-1" });
    await using serving = await serve([mock], { limits: { maxStreams: 2, maxQueue: 2 } });
    const body = { model: "mock-1", messages: [{ role: "user", content: "hi" }] };
    const answers = Array.from({ length: 6 }, () => serving.ask("/v1/chat/completions", body));
    // Two places, two in the queue: two are told at once.
    const told: Response[] = [];
    for (const answer of answers) void answer.then((response) => told.push(response));
    await vi.waitFor(() => expect(told).toHaveLength(2));
    const [first] = told as [Response];
    expect(first.status).toBe(429);
    expect(first.headers.get("retry-after")).toBe("1");
    expect(first.headers.get("x-should-retry")).toBe("true");
    held.open();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 429, 429]);
  });
});

import { beforeAll, describe, expect, test } from "vitest";

import type { Deadlines, Logger } from "../../src/index.ts";
import { DEFAULT_LIMITS, limitsOf } from "../../src/watch.ts";
import { inProcess, stages, stall, type Step } from "../support/play.ts";
import {
  errorOf,
  messages,
  overWire,
  preload,
  scripted,
  stop,
} from "../support/scripted-provider.ts";
import { silentServer, sseServer } from "../support/sse-server.ts";

beforeAll(preload);

const DONE = { done: true, value: undefined };

/** Comes back when a call with the same limits has run out of time: that long has passed. */
async function passed(deadlines: Deadlines): Promise<void> {
  const { provider } = await inProcess([stall()]);
  await errorOf(provider.createAsyncGenerator({ messages, deadlines }).next());
}

describe("limits", () => {
  test("the defaults", () => {
    expect(limitsOf({}, { messages })).toEqual(DEFAULT_LIMITS);
    expect(DEFAULT_LIMITS).toEqual({
      connect: 10_000,
      firstEvent: 120_000,
      idle: 60_000,
      total: 600_000,
      queue: 120_000,
      unread: 30_000,
      cleanup: 5_000,
    });
  });

  test("the call's win over the instance's, one by one", () => {
    const settings = { deadlines: { idle: 1, total: 2 } };
    const limits = limitsOf(settings, { messages, deadlines: { idle: 3, queue: Infinity } });
    expect(limits).toEqual({ ...DEFAULT_LIMITS, idle: 3, total: 2, queue: Infinity });
  });

  test.each([
    ["zero", { idle: 0 }],
    ["below zero", { total: -1 }],
    ["no number", { firstEvent: "30" }],
    ["NaN", { queue: Number.NaN }],
    ["an unknown one", { idel: 30 }],
    ["no object", 30],
  ])("%s is invalid_request", async (_, deadlines) => {
    const { provider } = await inProcess(["a", stop]);
    const call = provider.createAsyncGenerator({ messages, deadlines: deadlines as Deadlines });
    const error = await errorOf(call.next());
    expect(error).toMatchObject({ code: "invalid_request", phase: "prepare" });
    expect(error.message).toContain("deadlines");
  });
});

describe.each(stages)("deadlines, $name", ({ play }) => {
  const call = async (steps: readonly Step[], deadlines: Deadlines, instance: Deadlines = {}) => {
    const { provider, cut } = await play(steps, { deadlines: instance });
    return { stream: provider.createAsyncGenerator({ messages, deadlines }), cut };
  };

  test("firstEvent", async () => {
    const { stream, cut } = await call([stall()], { firstEvent: 150 });
    expect(await errorOf(stream.next())).toMatchObject({
      code: "timeout",
      retryable: true,
      message: "no chunk within 150 ms (deadlines.firstEvent)",
    });
    await cut();
    expect(await stream.next()).toEqual(DONE);
  });

  test("idle", async () => {
    const { stream, cut } = await call(["a", "b", stall()], { idle: 40 });
    await stream.next();
    await stream.next();
    expect(await errorOf(stream.next())).toMatchObject({
      code: "timeout",
      phase: "stream",
      retryable: false,
      message: "no chunk within 40 ms (deadlines.idle)",
      partial: { text: "ab" },
    });
    await cut();
  });

  test("queue", async () => {
    const steps: Step[] = [{ type: "queue", position: 2 }, { type: "queue", position: 1 }, stall()];
    const { stream, cut } = await call(steps, { queue: 60 });
    expect(await errorOf(stream.collect())).toMatchObject({
      code: "timeout",
      phase: "queue",
      retryable: true,
      message: "no chunk within 60 ms (deadlines.queue)",
    });
    await cut();
  });

  test("total, while the next chunk is awaited", async () => {
    const { stream, cut } = await call(["a", stall()], { total: 500 });
    await stream.next();
    expect(await errorOf(stream.next())).toMatchObject({
      code: "timeout",
      phase: "stream",
      message: "no end within 500 ms (deadlines.total)",
      partial: { text: "a" },
    });
    await cut();
  });

  test("total, while nothing is awaited: the next pull is told", async () => {
    const { stream, cut } = await call(["a", stall()], { total: 500 });
    await stream.next();
    await stream.closed;
    await cut();
    expect(await errorOf(stream.next())).toMatchObject({ code: "timeout" });
    expect(await stream.next()).toEqual(DONE);
  });

  test("unread: one warning, upstream is cut, and whoever comes back is told", async () => {
    const lines: string[] = [];
    const write = (_: object, message: string): void => void lines.push(message);
    const logger: Logger = { debug: () => {}, info: write, warn: write, error: write };
    const { provider, cut } = await play(["a", "b", stall()], { logger });
    const stream = provider.createAsyncGenerator({ messages, deadlines: { unread: 40 } });
    await stream.next();
    await stream.closed;
    await cut();
    const message = "nothing was read for 40 ms: the call was cut (deadlines.unread)";
    expect(lines).toEqual([message]);
    expect(await errorOf(stream.next())).toMatchObject({
      code: "aborted",
      phase: "close",
      message,
      partial: { text: "a" },
    });
    expect(await stream.next()).toEqual(DONE);
  });

  test("a slow consumer is not idle", async () => {
    const { stream } = await call(["a", "b", "c", stop], { idle: 30 });
    for (const text of ["a", "b", "c"]) {
      expect(await stream.next()).toEqual({ done: false, value: text });
      await passed({ firstEvent: 60 });
    }
    expect(await stream.next()).toEqual(DONE);
    expect((await stream.result).text).toBe("abc");
  });

  test("a slow consumer that reads now and then is not gone", async () => {
    const { stream } = await call(["a", "b", "c", stop], { unread: 300 });
    for (const text of ["a", "b", "c"]) {
      expect(await stream.next()).toEqual({ done: false, value: text });
      await passed({ firstEvent: 120 });
    }
    expect(await stream.next()).toEqual(DONE);
  });

  test("the instance's limit holds, and the call's wins over it", async () => {
    const strict = await call([stall()], {}, { firstEvent: 40 });
    expect((await errorOf(strict.stream.next())).message).toContain("40 ms");
    const gate = Promise.withResolvers<void>();
    const patient = await call(
      [gate.promise, "a", stop],
      { firstEvent: 60_000 },
      { firstEvent: 40 },
    );
    const read = patient.stream.collect();
    await passed({ firstEvent: 80 });
    gate.resolve();
    expect((await read).text).toBe("a");
  });

  test("Infinity switches a limit off", async () => {
    const gate = Promise.withResolvers<void>();
    const { stream } = await call(
      [gate.promise, "a", stop],
      { firstEvent: Infinity },
      { firstEvent: 40 },
    );
    const read = stream.collect();
    await passed({ firstEvent: 80 });
    gate.resolve();
    expect((await read).text).toBe("a");
  });
});

test("each chunk starts the idle clock again", async () => {
  const provider = scripted(async function* () {
    for (const text of ["a", "b", "c", "d"]) {
      await passed({ firstEvent: 120 });
      yield text;
    }
    yield stop;
  });
  const deadlines = { idle: 300 };
  const { text } = await provider.createAsyncGenerator({ messages, deadlines }).collect();
  expect(text).toBe("abcd");
});

test("queueing is not waiting for the first event", async () => {
  const gate = Promise.withResolvers<void>();
  const { provider } = await inProcess([{ type: "queue", position: 1 }, gate.promise, "a", stop]);
  const deadlines = { firstEvent: 100, queue: 60_000 };
  const read = provider.createAsyncGenerator({ messages, deadlines }).collect();
  await passed({ firstEvent: 200 });
  gate.resolve();
  expect((await read).text).toBe("a");
});

describe("on the wire", () => {
  test.each([
    ["a comment", ": ping\n\n"],
    ["an event without data", "event: ping\n\n"],
    ["one byte", "x"],
  ])("%s every few ms does not extend firstEvent, nor idle", async (_, ping) => {
    const server = await sseServer((exchange) => {
      if (server.exchanges.length > 1) exchange.send("a");
      const timer = setInterval(() => exchange.write(ping), 5);
      void exchange.closed.then(() => clearInterval(timer));
    });
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    const deadlines = { firstEvent: 150, idle: 60 };
    const silent = provider.createAsyncGenerator({ messages, deadlines });
    expect(await errorOf(silent.next())).toMatchObject({
      code: "timeout",
      phase: "first_event",
      retryable: true,
      message: "no chunk within 150 ms (deadlines.firstEvent)",
    });
    const begun = provider.createAsyncGenerator({ messages, deadlines });
    expect((await errorOf(begun.collect())).message).toContain("deadlines.idle");
    for (const { disconnected } of server.exchanges) await disconnected;
  });

  test("headers that do not come are waited for as long as the first event", async () => {
    const server = await sseServer(() => {});
    const provider = scripted(overWire, { baseUrl: server.baseUrl });
    const deadlines = { firstEvent: 400, connect: 300 };
    const error = await errorOf(provider.createAsyncGenerator({ messages, deadlines }).next());
    expect(error).toMatchObject({ code: "timeout", phase: "headers", retryable: true });
    expect(error.message).toContain("deadlines.firstEvent");
    await server.exchanges[0]?.disconnected;
  });

  test("connect: a handshake that does not come", async () => {
    const server = await silentServer();
    const provider = scripted(overWire, { baseUrl: `https://127.0.0.1:${server.port}` });
    const deadlines = { connect: 200 };
    const stream = provider.createAsyncGenerator({ messages, deadlines });
    expect(await errorOf(stream.next())).toMatchObject({
      code: "timeout",
      phase: "tls",
      retryable: true,
      message: "no connection within 200 ms (deadlines.connect)",
    });
    await server.disconnected;
  });

  test("connect: a proxy that says nothing", async () => {
    const server = await silentServer();
    const provider = scripted(overWire, {
      baseUrl: "https://acme.test",
      proxy: `http://127.0.0.1:${server.port}`,
    });
    const deadlines = { connect: 200 };
    const stream = provider.createAsyncGenerator({ messages, deadlines });
    expect(await errorOf(stream.next())).toMatchObject({ code: "timeout", phase: "proxy" });
    await server.disconnected;
  });
});

import { describe, expect, test } from "vitest";

import { stages, stall, type Stage } from "../support/play.ts";
import { errorOf, messages } from "../support/scripted-provider.ts";

const DONE = { done: true, value: undefined };

/** A call over an upstream that says "a" and stalls, and a clean-up that waits to be let through. */
async function stalled(play: Stage["play"]) {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const { provider, cut } = await play(["a", stall()], {}, (script) => (request, context) => {
    context.defer(async () => {
      started.resolve();
      await gate.promise;
      order.push("clean-up");
    });
    return script(request, context);
  });
  const note = (what: string) => (): void => void order.push(what);
  return { stream: provider.createAsyncGenerator({ messages }), cut, started, gate, order, note };
}

describe.each(stages)("leaving a stream, $name", ({ play }) => {
  test("return() settles a pending next() first, and itself after the clean-up", async () => {
    const { stream, cut, started, gate, order, note } = await stalled(play);
    await stream.next();
    const pending = stream.next();
    void pending.then(note("next"));
    const left = stream.return();
    void left.then(note("return"));
    expect(await pending).toEqual(DONE);
    await started.promise;
    await cut();
    expect(order).toEqual(["next"]);
    gate.resolve();
    expect(await left).toEqual(DONE);
    await Promise.resolve();
    expect(order).toEqual(["next", "clean-up", "return"]);
    expect(await stream.next()).toEqual(DONE);
    expect(await errorOf(stream.result)).toMatchObject({
      code: "aborted",
      phase: "close",
      retryable: false,
      partial: { text: "a" },
    });
    await stream.closed;
  });

  test("return() before the first chunk", async () => {
    const { provider } = await play([stall()]);
    const stream = provider.createAsyncGenerator({ messages });
    const pending = stream.next();
    expect(await stream.return()).toEqual(DONE);
    expect(await pending).toEqual(DONE);
    await stream.closed;
  });

  test("every overlapping next() is done", async () => {
    const { stream, gate } = await stalled(play);
    await stream.next();
    const pending = [stream.next(), stream.next(), stream.next()];
    gate.resolve();
    await stream.return();
    expect(await Promise.all(pending)).toEqual([DONE, DONE, DONE]);
  });

  test("throw() settles a pending next() as done and rejects with the given error", async () => {
    const { stream, cut, started, gate, order, note } = await stalled(play);
    await stream.next();
    const pending = stream.next();
    const mine = new Error("mine");
    const thrown = stream.throw(mine);
    thrown.catch(note("throw"));
    expect(await pending).toEqual(DONE);
    await started.promise;
    await cut();
    expect(order).toEqual([]);
    gate.resolve();
    await expect(thrown).rejects.toBe(mine);
    await Promise.resolve();
    expect(order).toEqual(["clean-up", "throw"]);
    expect(await stream.next()).toEqual(DONE);
  });

  test("break awaits the clean-up", async () => {
    const { stream, cut, started, gate, order } = await stalled(play);
    const loop = async (): Promise<void> => {
      for await (const text of stream) {
        if (text === "a") break;
      }
      order.push("after the loop");
    };
    const running = loop();
    await started.promise;
    await cut();
    gate.resolve();
    await running;
    expect(order).toEqual(["clean-up", "after the loop"]);
  });

  test("an error of the reader's own leaves the loop as it is, after the clean-up", async () => {
    const { stream, gate, order } = await stalled(play);
    const mine = new Error("mine");
    const loop = async (): Promise<void> => {
      for await (const _ of stream) throw mine;
    };
    gate.resolve();
    await expect(loop()).rejects.toBe(mine);
    expect(order).toEqual(["clean-up"]);
  });

  test("chunks() is left in the same way, and asyncDispose does it too", async () => {
    const { stream, cut, gate } = await stalled(play);
    const chunks = stream.chunks();
    await chunks.next();
    const pending = chunks.next();
    gate.resolve();
    await chunks[Symbol.asyncDispose]();
    expect(await pending).toEqual(DONE);
    await cut();
    expect(await chunks.next()).toEqual(DONE);
  });

  test("return() twice, and after an error, is harmless", async () => {
    const { provider } = await play(["a"]);
    const stream = provider.createAsyncGenerator({ messages });
    await stream.next();
    expect((await errorOf(stream.next())).code).toBe("truncated");
    expect(await Promise.all([stream.return(), stream.return()])).toEqual([DONE, DONE]);
    expect((await errorOf(stream.result)).code).toBe("truncated");
  });
});

import { describe, expect, it } from "vitest";

import { PendingPull } from "../src/pending-pull.ts";

const step = (value: string) => ({ done: false, value }) as const;

describe("the pull that a reader waits for", () => {
  it("waits until it is answered; an answer that nobody waits for is dropped", async () => {
    const pending = new PendingPull();
    pending.deliver(step("lost"));
    const pull = pending.begin();
    expect([pending.waiting, pending.busy]).toEqual([true, true]);
    pending.deliver(step("a"));
    expect([pending.waiting, pending.busy]).toEqual([false, false]);
    expect(await pull).toEqual(step("a"));
  });

  it("is answered by whoever takes it, and by nobody else", async () => {
    const pending = new PendingPull();
    const pull = pending.begin();
    const reader = pending.take();
    expect([pending.waiting, pending.busy]).toEqual([false, false]);
    pending.deliver(step("lost"));
    expect(pending.take()).toBeUndefined();
    reader?.reject(new Error("taken"));
    await expect(pull).rejects.toThrow("taken");
  });

  it("is the only one: others pull in turn, also behind one that failed", async () => {
    const pending = new PendingPull();
    const first = pending.begin();
    const order: string[] = [];
    const turn = async (name: string) => {
      order.push(name);
      return step(name);
    };
    const others = [pending.inTurn(() => turn("b")), pending.inTurn(() => turn("c"))];
    pending.take()?.reject(new Error("first"));
    expect([pending.waiting, pending.busy]).toEqual([false, true]);
    await expect(first).rejects.toThrow("first");
    expect(await Promise.all(others)).toEqual([step("b"), step("c")]);
    expect(order).toEqual(["b", "c"]);
    expect(pending.busy).toBe(false);
  });
});

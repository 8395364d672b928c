import { describe, expect, it } from "vitest";

import { pause } from "../../src/engine/pause.ts";

const MINUTE = 60_000;

describe("pause", () => {
  it("ends after its time", async () => {
    await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  it("is broken off by the signal", async () => {
    const controller = new AbortController();
    const paused = pause(MINUTE, controller.signal);
    controller.abort("enough");
    await expect(paused).rejects.toMatchObject({ message: "aborted", cause: "enough" });
  });

  it("does not begin where the signal is aborted already", async () => {
    await expect(pause(MINUTE, AbortSignal.abort("before"))).rejects.toMatchObject({
      cause: "before",
    });
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const spied = new Proxy(signal, {
      get: (target, key) => {
        if (key === "addEventListener") return (_: string, heard: unknown) => listening.add(heard);
        if (key === "removeEventListener")
          return (_: string, heard: unknown) => listening.delete(heard);
        return Reflect.get(target, key, target) as unknown;
      },
    });
    const paused = pause(1, spied);
    expect(listening.size).toBe(1);
    await paused;
    expect(listening.size).toBe(0);
  });
});

import { expect, it } from "vitest";

import { MemoryStateStore } from "../../src/index.ts";
import { virtualTime } from "../support/time-of-test.ts";

it("keeps a value for its time", async () => {
  const time = virtualTime();
  const store = new MemoryStateStore();
  store.update("a", () => 1, 1_000);
  await time.run(999);
  expect(store.get("a")).toBe(1);
  await time.run(1);
  expect(store.get("a")).toBeUndefined();
  expect(store.update("a", (old) => [old], 1_000)).toEqual([undefined]);
});

it("stays within its bound, the first to come being the first to go", () => {
  const store = new MemoryStateStore({ maxEntries: 3 });
  for (const key of ["a", "b", "c", "d"]) store.update(key, () => key, 1_000);
  expect(["a", "b", "c", "d"].map((key) => store.get(key))).toEqual([undefined, "b", "c", "d"]);
});

it("sweeps out what is over", async () => {
  const time = virtualTime();
  const store = new MemoryStateStore();
  for (let index = 0; index < 500; index++) store.update(`old ${index}`, () => index, 10);
  await time.run(20);
  for (let index = 0; index < 500; index++) store.update("new", () => index, 10);
  expect(store.size).toBe(1);
});

import { expect, test } from "vitest";

import { ModelLister } from "../../src/kit/model-lister.ts";
import { defineManifest, type ModelInfo } from "../../src/manifest.ts";

const manifest = defineManifest({
  name: "Acme",
  url: "https://acme.test",
  baseUrl: "https://api.acme.test",
  working: true,
  needsAuth: true,
});

function lister(settings: object): {
  list: ModelLister;
  asked: () => number;
  pass: (ms: number) => void;
} {
  let asked = 0;
  let time = 0;
  const ask = async (): Promise<readonly ModelInfo[]> => [{ id: `model-${++asked}` }];
  const list = new ModelLister({ settings, manifest, ask, ttlMs: 1000, now: () => time });
  return { list, asked: () => asked, pass: (ms) => (time += ms) };
}

test("an answer is good for a while, and asked for anew on demand", async () => {
  const { list, pass } = lister({ apiKey: "k" });
  expect(await list.list()).toEqual([{ id: "model-1" }]);
  pass(999);
  expect(await list.list()).toEqual([{ id: "model-1" }]);
  expect(await list.list({ fresh: true })).toEqual([{ id: "model-2" }]);
  pass(1000);
  expect(await list.list()).toEqual([{ id: "model-3" }]);
});

test("each key has a list of its own", async () => {
  let key = "one";
  const { list, asked } = lister({ credentials: { get: async () => key } });
  const first = await list.list();
  key = "two";
  expect(await list.list()).not.toEqual(first);
  key = "one";
  expect(await list.list()).toEqual(first);
  expect(asked()).toBe(2);
});

test("it fails as a call does: without a key, and when it is aborted", async () => {
  const { list, asked } = lister({});
  await expect(list.list()).rejects.toMatchObject({ code: "auth", phase: "prepare" });
  const other = lister({ apiKey: "k" });
  const signal = AbortSignal.abort();
  await expect(other.list.list({ signal })).rejects.toMatchObject({ code: "aborted" });
  expect(asked() + other.asked()).toBe(0);
});

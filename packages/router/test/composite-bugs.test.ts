import { ProviderError, type Chunk } from "@g4f/core";
import { ProviderRegistry } from "@g4f/core/registry";
import { expect, it } from "vitest";

import { resolveRoute, route, withFallback, withRetry } from "../src/index.ts";
import { virtualTime } from "./support/time-of-test.ts";
import { failureOf, member, messages, plays } from "./support/upstream.ts";

const bad = { status: 500, body: "{}" };

it("takes a provider without models or aliases in a list", async () => {
  const plain = member("Plain", plays({}), {
    manifest: { models: { open: true, known: [] } },
  });
  const router = withFallback([member("First", plays(bad)), plain]);
  expect((await router.createAsyncGenerator({ messages }).collect()).provider).toBe("Plain");
});

it.each([
  [
    "withFallback",
    () => withFallback([member("A", plays({ ending: "cut" })), member("B", plays({}))]),
  ],
  ["withRetry", () => withRetry(member("A", plays({ ending: "cut" }, {})))],
  [
    "round-robin",
    () =>
      route({
        order: "round-robin",
        use: [member("A", plays({ ending: "cut" })), member("B", plays({}))],
      }),
  ],
])("%s never glues two answers together", async (_, make) => {
  const error = await failureOf(make().createAsyncGenerator({ messages }).collect());
  expect(error).toMatchObject({ code: "truncated", partial: { text: "hello there" } });
  expect(error.attempts).toHaveLength(1);
});

it("keeps both errors where a provider stands in the list twice", async () => {
  const upstream = plays({ status: 500, body: '{"error":"one"}' });
  const other = plays({ status: 502, body: '{"error":"two"}' });
  const router = withFallback([member("Acme", upstream), member("Acme", other)]);
  const error = await failureOf(router.createAsyncGenerator({ messages }).collect());
  expect(error.attempts).toMatchObject([
    { provider: "Acme", error: { status: 500 } },
    { provider: "Acme", account: "#2", error: { status: 502 } },
  ]);
  expect(error.message).toMatch(
    /^route: all 2 attempts failed: Acme: upstream: .*; Acme: upstream: /,
  );
});

it("an unknown name is an error with the nearest, never dropped", async () => {
  const registry = new ProviderRegistry().register("acme", () => member("acme", plays({})));
  await registry.resolve("acme");
  const wanted = resolveRoute(registry, { use: ["acme", "acne"] });
  const error = await failureOf(wanted);
  expect(error.code).toBe("invalid_request");
  expect(error.message).toMatch(
    /^neither a provider nor a model is named "acne"; did you mean acme\?$/,
  );
});

it("leaves the caller's list and request as they were", async () => {
  const use = [member("A", plays(bad)), member("B", plays({}))];
  const before = [...use];
  const request = Object.freeze({ messages: Object.freeze([...messages]), model: "b-1" });
  await route({ order: "weighted", use }).createAsyncGenerator(request).collect();
  expect(use).toEqual(before);
});

it("rotates over calls, and asks each first in turn", async () => {
  const router = route({
    order: "round-robin",
    use: ["A", "B", "C"].map((name) => member(name, plays({}))),
  });
  const answered: string[] = [];
  for (let call = 0; call < 6; call++) {
    answered.push((await router.createAsyncGenerator({ messages }).collect()).provider);
  }
  expect(answered).toEqual(["A", "B", "C", "A", "B", "C"]);
});

it("backs off between two requests to the same target", async () => {
  const time = virtualTime();
  const upstream = plays(bad, bad, {});
  await time.until(withRetry(member("A", upstream)).createAsyncGenerator({ messages }).collect());
  expect(upstream.seen).toHaveLength(3);
  expect(time.now).toBeGreaterThan(0);
  expect(time.now).toBeLessThanOrEqual(1_502);
});

it("skips empty chunks, and an answer that is empty is no answer", async () => {
  const empty = plays({ events: ["", { type: "reasoning", text: "" }] });
  const router = withFallback([member("A", empty), member("B", plays({ events: ["", "word"] }))]);
  const result = await router.createAsyncGenerator({ messages }).collect();
  expect(result).toMatchObject({ text: "word", provider: "B" });
});

it("tells the provider before each attempt", async () => {
  const router = withFallback([member("A", plays(bad)), member("B", plays({ events: ["word"] }))]);
  const chunks: Chunk[] = [];
  for await (const chunk of router.createAsyncGenerator({ messages }).chunks()) chunks.push(chunk);
  expect(chunks).toEqual([
    { type: "provider", provider: "A", model: "a-1" },
    { type: "provider", provider: "B", model: "b-1" },
    "word",
    { type: "finish", reason: "stop" },
  ]);
});

it("one cause alone is told as it is", async () => {
  const router = withFallback([
    member("A", plays({ status: 400, body: '{"error":{"message":"no such field"}}' })),
  ]);
  const error = await failureOf(router.createAsyncGenerator({ messages }).collect());
  expect(error.message).toContain("no such field");
  expect(error.message).not.toContain("attempts failed");
  expect(ProviderError.is(error)).toBe(true);
});

it("a request that is wrong is asked nobody else", async () => {
  const second = plays({});
  const router = withFallback([
    member("A", plays({ status: 400, body: "{}" })),
    member("B", second),
  ]);
  const error = await failureOf(router.createAsyncGenerator({ messages }).collect());
  expect([error.code, second.seen.length]).toEqual(["invalid_request", 0]);
});

import { expect, test } from "vitest";

import { matchesAny } from "../../src/keys/pattern.ts";

test.each([
  ["gpt", "gpt", true],
  ["gpt", "gpt-5", false],
  ["*", "", true],
  ["*", "anything/at:all", true],
  ["openai:*", "openai:gpt", true],
  ["openai:*", "xopenai:gpt", false],
  ["*-mini", "gpt-mini", true],
  ["*-mini", "gpt-mini-2", false],
  ["a*b*c", "a1b2c", true],
  ["a*b*c", "a1c2b", false],
  ["aa*aa", "aaa", false],
  ["a.c", "abc", false],
  ["A", "a", false],
])("%s and %s: %s", (pattern, id, wanted) => {
  expect(matchesAny([pattern], id)).toBe(wanted);
});

test("any of several; none of none", () => {
  expect(matchesAny(["a", "b*"], "bc")).toBe(true);
  expect(matchesAny([], "a")).toBe(false);
});

test("a pattern made to be slow is not", () => {
  const start = performance.now();
  expect(matchesAny(["*a".repeat(120)], "b".repeat(100_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1_000);
});

import { expect, test } from "vitest";

import { frozenCopy } from "../src/copy.ts";
import { defined } from "../src/kit/defined.ts";

const odd = JSON.parse('{"__proto__": {"admin": true}, "a": 1}') as object;

test.each([
  ["a frozen copy", frozenCopy(odd)],
  ["a copy without undefined fields", defined(odd)],
])("%s keeps a field of the name __proto__ a field", (_, copy) => {
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"admin":true},"a":1}');
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect("admin" in copy).toBe(false);
});

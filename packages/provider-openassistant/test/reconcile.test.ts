import fc from "fast-check";
import { expect, test } from "vitest";

import { difference } from "../src/reconcile.ts";

test.for([
  ["", "", { kind: "none" }],
  ["a b", "a b", { kind: "none" }],
  ["a b ", "a b", { kind: "none" }],
  [" a b", "a b", { kind: "none" }],
  ["a b", "\na b\n", { kind: "none" }],
  ["", "whole", { kind: "rest", text: "whole" }],
  ["", " whole ", { kind: "rest", text: " whole " }],
  ["  ", "whole", { kind: "rest", text: "whole" }],
  ["a ", "a b ", { kind: "rest", text: "b " }],
  [" a ", "a b", { kind: "rest", text: "b" }],
  ["a b", "a", { kind: "other" }],
  ["a x", "a b c", { kind: "other" }],
  ["a", "", { kind: "other" }],
] as const)("%j and %j", ([streamed, content, expected]) => {
  expect(difference(streamed, content)).toEqual(expected);
});

test("what was streamed and the rest are the content, but for white space around it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (begin, rest) => {
      const found = difference(begin, begin + rest);
      const all = found.kind === "rest" ? begin + found.text : begin;
      expect(found.kind).not.toBe("other");
      expect(all.trim()).toBe((begin + rest).trim());
    }),
  );
});

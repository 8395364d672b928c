import * as fc from "fast-check";
import { expect, test } from "vitest";

import { JsonElements, type JsonElement } from "../../src/cookies/formats/json-elements.ts";

/** What comes of `text` when it arrives in pieces that end at these places. */
function elementsOf(text: string, cuts: readonly number[] = []): readonly JsonElement[] {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  const scanner = new JsonElements();
  const found: JsonElement[] = [];
  let from = 0;
  for (const end of ends) {
    found.push(...scanner.push(bytes.subarray(from, end)));
    from = end;
  }
  expect(scanner.isWhole).toBe(true);
  return found;
}

const valuesOf = (elements: readonly JsonElement[]) =>
  elements.map(({ text }): unknown => JSON.parse(text ?? '"too long"'));

const objects = fc.array(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), {
  maxLength: 4,
});
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const wrappers = fc.constantFrom<readonly [string, (list: string, other: string) => string]>(
  ["", (list) => list],
  ["cookies", (list, other) => `{"a":${other},"cookies":${list},"origins":[${other}]}`],
  ["log.entries", (list, other) => `{"log":{"pages":[${other}],"a":"entries","entries":${list}}}`],
);

test("any JSON in any pieces gives the elements of the list, and of no other", () => {
  const property = fc.property(
    ...([objects, fc.jsonValue(), wrappers, cuts, fc.constantFrom(undefined, 1)] as const),
    (list, other, [name, wrap], places, indent) => {
      const text = wrap(JSON.stringify(list, null, indent), JSON.stringify(other));
      const found = elementsOf(text, places);
      expect(valuesOf(found)).toEqual(JSON.parse(JSON.stringify(list)));
      expect(found.map((it) => [it.list, it.index])).toEqual(list.map((_, index) => [name, index]));
    },
  );
  fc.assert(property, { numRuns: 1_000 });
});

test("bytes of any kind in any pieces end in something", () => {
  const bytes = fc.string({
    unit: fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", "\n", " ", "a", '"cookies"'),
    maxLength: 60,
  });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 7 }), (text, size) => {
      const whole = [...new JsonElements().push(Buffer.from(text))];
      const scanner = new JsonElements();
      const cut: JsonElement[] = [];
      for (let at = 0; at < text.length; at += size) {
        cut.push(...scanner.push(Buffer.from(text.slice(at, at + size))));
      }
      expect(cut).toEqual(whole);
    }),
    { numRuns: 1_000, examples: [['["\\\n]', 3]] },
  );
});

test("strings over 64 KiB come out empty, wherever they are cut", () => {
  const long = "x".repeat(70_000);
  const text = JSON.stringify([{ a: long, b: '\\"'.repeat(40_000), c: "short" }, { d: 1 }]);
  for (const at of [3, 5, 6, 60_000, 70_010, 150_000]) {
    expect(valuesOf(elementsOf(text, [at]))).toEqual([{ a: "", b: "", c: "short" }, { d: 1 }]);
  }
});

test("an element over 8 MiB is passed over, those behind it are not", () => {
  const huge = `{"a":[${"1,".repeat(5_000_000)}1]}`;
  const found = elementsOf(`[${huge},{"b":2}]`, [3_000_000, 6_000_000]);
  expect(found.map(({ text }) => text)).toEqual([undefined, '{"b":2}']);
});

import { describe, expect, test } from "vitest";

import { getRandomHex, getRandomString } from "../src/random.ts";

const kinds = [
  {
    name: "getRandomString",
    random: getRandomString,
    alphabet: "abcdefghijklmnopqrstuvwxyz0123456789",
  },
  { name: "getRandomHex", random: getRandomHex, alphabet: "0123456789abcdef" },
];

describe.each(kinds)("$name", ({ random, alphabet }) => {
  test.each([0, 1, 10, 32, 257, 65_536, 70_000])("has the length asked for: %i", (length) => {
    const text = random(length);
    expect(text).toHaveLength(length);
    expect(Array.from(text).filter((character) => !alphabet.includes(character))).toEqual([]);
  });

  test("uses every character equally often", () => {
    const perCharacter = 20_000;
    const counts = new Map<string, number>();
    for (const character of random(perCharacter * alphabet.length)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(alphabet.length);
    // Seven standard deviations; with `byte % 36` the first four characters come 12 % too often.
    const tolerance = 7 * Math.sqrt(perCharacter);
    for (const count of counts.values()) {
      expect(Math.abs(count - perCharacter)).toBeLessThan(tolerance);
    }
  });

  test("does not repeat itself", () => {
    expect(new Set(Array.from({ length: 1000 }, () => random(32))).size).toBe(1000);
  });

  test.each([-1, 1.5, Number.NaN, Infinity, JSON.parse('"3"')])("refuses %s", (length) => {
    expect(() => random(length)).toThrow(TypeError);
  });
});

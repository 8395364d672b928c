import { describe, expect, it } from "vitest";

import { compile, find } from "../../src/engine/pattern.ts";

const captures = (source: string, text: string): readonly string[] | undefined => {
  const keys = text.split(" ").filter((key) => key !== "");
  const ranges = find(compile(source), { keys, endsAt: (at) => at === keys.length });
  return ranges?.map(([from, to]) => keys.slice(from, to).join(" "));
};

describe("patterns", () => {
  it.each([
    ["i want *", "today i want some tea", ["some tea"]],
    ["i want *", "i want", [""]],
    ["* is *", "this is what it is", ["this", "what it is"]],
    ["^ yes $", "yes", []],
    ["^ yes $", "oh yes", undefined],
    ["^ yes $", "yes sir", undefined],
    ["good/bad day", "a bad day", []],
    ["i ~2 like", "i do really like", []],
    ["i ~2 like", "i do not really like", undefined],
    ["are you ? human", "are you really a human", []],
    ["are you ? human", "are you near a human", undefined],
    ["my @pet is *", "my dog is old", ["dog", "old"]],
    ["b * d", "a b c b d", ["c b"]],
    ["x", "", undefined],
  ])("%s on %s", (source, text, expected) => {
    expect(captures(source, text)).toEqual(expected);
  });

  it("refuses a class that is not known", () => {
    expect(() => compile("my @nothing")).toThrow(/no class @nothing/u);
  });

  it("takes few steps where many gaps fail", () => {
    const keys = Array.from({ length: 60 }, () => "a");
    let asked = 0;
    const endsAt = (): boolean => {
      asked++;
      return false;
    };
    expect(find(compile("* a * a * a * a * a $"), { keys, endsAt })).toBeUndefined();
    expect(asked).toBeLessThan(60 * 60);
  });
});

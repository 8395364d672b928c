import { describe, expect, it } from "vitest";

import { clauses, clean, READ_CHARS, tokenise } from "../../src/engine/tokenise.ts";

const keys = (text: string): readonly string[] => tokenise(clean(text)).map(({ key }) => key);

describe("tokenise", () => {
  it.each([
    ["I'm here", ["i", "am", "here"]],
    ["I don’t know", ["i", "do", "not", "know"]],
    ["can not", ["cannot"]],
    ["my mother's house", ["my", "mother's", "house"]],
    ["What's that?", ["what", "is", "that"]],
    ["you'll see; we've won", ["you", "will", "see", "we", "have", "won"]],
    ["C++ and node.js", ["c++", "and", "node.js"]],
    ["well-known 3.5", ["well-known", "3.5"]],
    ["end.Next", ["end", "next"]],
    ["see https://example.test/a?b=c now", ["see", "now"]],
    ["z\u200Bero wi\u00ADdth", ["zero", "width"]],
    ["ｆｕｌｌ", ["full"]],
    ["''' --- !!!", []],
  ])("%j", (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it("marks where clauses and sentences end", () => {
    const ends = tokenise(clean("Hi, you. And me")).map(({ end }) => end);
    expect(ends).toEqual(["clause", "sentence", "none", "none"]);
    expect(clauses(tokenise(clean("a b, c. d"))).map((clause) => clause.length)).toEqual([2, 1, 1]);
  });

  it("cuts clauses without end", () => {
    const all = clauses(tokenise("word ".repeat(150)));
    expect(all.map((clause) => clause.length)).toEqual([60, 60, 30]);
  });

  it("reads both ends of a text that is too long", () => {
    const read = clean(`first ${"x ".repeat(2 * READ_CHARS)} last`);
    expect(read.length).toBeLessThanOrEqual(2 * READ_CHARS + 1);
    expect(read).toMatch(/^first[^]*last$/u);
  });
});

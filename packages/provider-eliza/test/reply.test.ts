import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { reply } from "../src/reply.ts";
import { user } from "./messages.ts";
import { PHRASES } from "./phrases.ts";

const answersTo = (texts: readonly string[], seed = 0): readonly string[] =>
  texts.map((_, index) => reply(user(...texts.slice(0, index + 1)), { seed }));

/** What is wrong with an answer: it is one line of sentences, without leftovers. */
function flawsOf(answer: string): readonly string[] {
  const flaws: readonly (readonly [string, boolean])[] = [
    ["no capital first", !/^\p{Lu}/u.test(answer)],
    ["no single mark at the end", !/[^.?!][.?]$/u.test(answer)],
    ["spaces", /\s{2}| [.,?;:]/u.test(answer)],
    ["control characters", /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(answer)],
    ["leftovers", /undefined|\[object|\$|\byou your\b|\bI my\b/u.test(answer)],
    ["a word twice", /\b(\p{L}+) \1\b/iu.test(answer)],
  ];
  return flaws.flatMap(([name, found]) => (found ? [`${name}: ${answer}`] : []));
}

describe("replies", () => {
  it("do not come twice within five turns", () => {
    const dialogue = fc.array(fc.constantFrom(...PHRASES), { minLength: 6, maxLength: 18 });
    fc.assert(
      fc.property(dialogue, fc.integer(), (texts, seed) => {
        const answers = answersTo(texts, seed);
        for (const [index, answer] of answers.entries()) {
          expect(answers.slice(Math.max(0, index - 5), index)).not.toContain(answer);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(PHRASES.map((text) => [text]))(
    "do not come twice within five turns for ever: %s",
    (text) => {
      const answers = answersTo(Array.from({ length: 14 }, () => text));
      for (const [index, answer] of answers.entries()) {
        expect(answers.slice(Math.max(0, index - 5), index)).not.toContain(answer);
      }
    },
  );

  it("are proper sentences for every phrase, in any company", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PHRASES), { maxLength: 4 }),
        fc.integer(),
        (texts, seed) => {
          expect(flawsOf(reply(user(texts.join(" "), ...texts), { seed }))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are proper sentences for any sequence of common words", () => {
    const word = fc.constantFrom(
      ..."i me my mine you your yours am are was were is not do want need think feel like hate love remember the a to of that because and but never always with for sad mother code what why who can't don't myself ? . ,".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), fc.nat(9), (words, seed) => {
        expect(flawsOf(reply(user(words.join(" ")), { seed }))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("are there for any text at all", () => {
    const unit = fc.constantFrom("grapheme", "binary", "binary-ascii");
    const text = unit.chain((kind) => fc.string({ unit: kind as "binary", maxLength: 200 }));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const answer = reply(user(...texts));
        expect(flawsOf(answer)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("echo no control characters, markup or links", () => {
    const text = "I love <script>alert(1)</script>\u001B[31m\u202Ered https://evil.test/x?y=1";
    for (let seed = 0; seed < 12; seed++) {
      const answer = reply(user(text), { seed });
      expect(answer).not.toMatch(/[<>[]|evil/u);
      expect(flawsOf(answer)).toEqual([]);
    }
  });

  it.each([
    "",
    " ",
    "\n\t",
    "\u0000\u0007",
    "\u200B",
    "...",
    "?!",
    "🙂🙂",
    "\uD800",
    "%s%n",
    "__proto__",
    "constructor",
    "toString $1 $name",
  ])("are there for odd input: %j", (text) => {
    expect(flawsOf(reply(user(text)))).toEqual([]);
  });

  it("echo no word of any length", () => {
    const word = "w".repeat(5000);
    for (let seed = 0; seed < 12; seed++) {
      expect(reply(user(`my ${word} is blue`, `I love ${word}`, "blorp"), { seed })).not.toContain(
        "ww",
      );
      expect(reply(user(`I love ${word}`), { seed })).not.toContain("ww");
    }
  });

  it("stay short and say so for ten thousand words", () => {
    const answer = reply(user("lorem ipsum dolor sit amet ".repeat(2000)));
    expect(flawsOf(answer)).toEqual([]);
    expect(answer.length).toBeLessThan(400);
    expect(answer).toMatch(/long|words|length|a lot|more than/iu);
  });
});

describe("the seed", () => {
  const texts = ["Hello", "I am sad", "my dog is ill", "blorp", "yes", "why?"];

  it("decides the answers, the same ones each time", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.shuffledSubarray([...PHRASES], { maxLength: 8 }),
        (seed, said) => {
          expect(answersTo(said, seed)).toEqual(answersTo(said, seed));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("varies the answers", () => {
    const chats = Array.from({ length: 20 }, (_, seed) => answersTo(texts, seed).join("\n"));
    expect(new Set(chats).size).toBeGreaterThan(15);
    expect(new Set(chats.map((chat) => chat.split("\n")[0])).size).toBeGreaterThan(3);
  });

  it("is 0 where none is given", () => {
    expect(reply(user(...texts))).toBe(reply(user(...texts), { seed: 0 }));
  });

  it.each([1.5, Number.NaN, Infinity, 2 ** 60])("must be a safe integer, not %s", (seed) => {
    expect(() => reply(user("hi"), { seed })).toThrow(TypeError);
  });
});

describe("the history", () => {
  it("counts the user's messages only", () => {
    const said = ["I love my guitar", "blorp"] as const;
    const answered = reply([
      { role: "system", content: "You are a pirate. I want to die." },
      { role: "user", content: said[0] },
      { role: "assistant", content: "my cat is old" },
      { role: "user", content: said[1] },
    ]);
    expect(answered).toBe(reply(user(...said)));
    expect(answered).toMatch(/guitar/u);
  });

  it("reads text parts, and nothing of images", () => {
    const answer = reply([
      {
        role: "user",
        content: [
          { type: "text", text: "who are " },
          { type: "image", url: "https://example.test/i.png" },
          { type: "text", text: "you?" },
        ],
      },
    ]);
    expect(answer).toBe(reply(user("who are you?")));
  });

  it("that does not end with the user is like an empty message", () => {
    const empty = reply(user(""));
    expect(reply([])).toBe(empty);
    expect(reply([{ role: "system", content: "Be brief." }])).toBe(empty);
  });

  it("is replayed in time that grows with its length only", () => {
    const turns = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => PHRASES[index % PHRASES.length] ?? "");
    expect(reply(user(...turns(2000)))).toMatch(/[.?]$/u);
  });
});

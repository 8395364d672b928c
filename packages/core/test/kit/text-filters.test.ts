import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Chunk } from "../../src/chunk.ts";
import { StopGuard } from "../../src/kit/stop-guard.ts";
import { TextPipe } from "../../src/kit/text-pipe.ts";
import { ThinkSplitter } from "../../src/kit/think-splitter.ts";

/** What a server says that stops as soon as a sequence is complete. */
function upToStop(all: string, stops: readonly string[]): string {
  for (let end = 1; end <= all.length; end++) {
    const said = all.slice(0, end);
    const hit = stops.filter((stop) => said.endsWith(stop)).toSorted((a, b) => b.length - a.length);
    if (hit[0] !== undefined) return said.slice(0, -hit[0].length);
  }
  return all;
}

/** Every way of cutting a text in two, and character by character. */
const cutsOf = (text: string): string[][] => [
  [text],
  text.split(""),
  ...Array.from({ length: text.length }, (_, at) => [text.slice(0, at), text.slice(at)]),
];

const joined = (chunks: readonly Chunk[]): { text: string; reasoning: string } => ({
  text: chunks.filter((chunk) => typeof chunk === "string").join(""),
  reasoning: chunks
    .flatMap((chunk) =>
      typeof chunk === "object" && chunk.type === "reasoning" ? [chunk.text] : [],
    )
    .join(""),
});

describe("<think> tags, wherever they are split", () => {
  const rows: readonly (readonly [text: string, said: string, reasoning: string])[] = [
    ["<think>a b</think>answer", "answer", "a b"],
    ["\n <think>\na\n</think>\n\nanswer", "answer", "\na\n"],
    ["answer", "answer", ""],
    [" answer with <think>in it</think>", " answer with <think>in it</think>", ""],
    ["<think></think>answer", "answer", ""],
    ["<think>a </thin b</think>c", "c", "a </thin b"],
    ["<think>never closed </th", "", "never closed </th"],
    ["<thin air", "<thin air", ""],
    ["<thi", "<thi", ""],
    ["<think>a</think>b <think>c</think>", "b <think>c</think>", "a"],
    ["", "", ""],
  ];
  test.each(rows)("%j", (text, said, reasoning) => {
    for (const cuts of cutsOf(text)) {
      const splitter = new ThinkSplitter();
      const chunks = [...cuts.flatMap((cut) => splitter.push(cut)), ...splitter.end()];
      expect(joined(chunks)).toEqual({ text: said, reasoning });
    }
  });
});

describe("stop sequences, wherever they are split", () => {
  const rows: readonly (readonly [string, readonly string[], string, boolean])[] = [
    ["abc STOP def", ["STOP"], "abc ", true],
    ["abc STO def", ["STOP"], "abc STO def", false],
    ["abc STO", ["STOP"], "abc STO", false],
    ["aab", ["ab"], "a", true],
    ["one\nUser: two", ["\nUser:", "\nAssistant:"], "one", true],
    ["xxEND1 END", ["END", "END1"], "xx", true],
    ["", ["x"], "", false],
    ["abc", [""], "abc", false],
  ];
  test.each(rows)("%j, %j", (text, stops, said, hit) => {
    for (const cuts of cutsOf(text)) {
      const guard = new StopGuard(stops);
      expect(cuts.map((cut) => guard.push(cut)).join("") + guard.end()).toBe(said);
      expect(guard.hit).toBe(hit);
    }
  });

  test("no text ever holds one, and none is lost", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });
    const texts = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), texts, (stops, pieces) => {
        const guard = new StopGuard(stops);
        const said = pieces.map((piece) => guard.push(piece)).join("") + guard.end();
        const all = pieces.join("");
        expect(said).toBe(upToStop(all, stops));
      }),
      { numRuns: 5000 },
    );
  });
});

test("a pipe takes reasoning out before it looks for stop sequences", () => {
  const pipe = new TextPipe(true, "STOP");
  const chunks = [..."<think>never STOP</think>go ST".split(""), "OP on"].flatMap((text) =>
    pipe.push(text),
  );
  expect(joined([...chunks, ...pipe.end()])).toEqual({ text: "go ", reasoning: "never STOP" });
  expect(pipe.stopped).toBe(true);
  expect(new TextPipe(false, undefined).plain).toBe(true);
});

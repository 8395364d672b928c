import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Chunk } from "../../src/chunk.ts";
import { CallBlocks } from "../../src/tools/call-blocks.ts";

interface Seen {
  readonly text: string;
  readonly deltas: readonly string[];
  readonly calls: readonly (readonly [name: string, args: string])[];
  readonly warnings: readonly string[];
  /** What came behind what; pieces of one thing are one. */
  readonly order: readonly string[];
}

/** What a reader makes of an answer that came in these pieces. */
function read(pieces: readonly string[], cut = false): Seen {
  const blocks = new CallBlocks();
  const chunks: Chunk[] = pieces.flatMap((piece) => blocks.push(piece));
  chunks.push(...blocks.end(cut));
  const seen = {
    text: "",
    deltas: [] as string[],
    calls: [] as [string, string][],
    warnings: [] as string[],
    order: [] as string[],
  };
  const ids = new Set<string>();
  for (const chunk of chunks) {
    const kind = typeof chunk === "string" ? "text" : chunk.type;
    if (kind !== seen.order.at(-1) || kind === "tool-call") seen.order.push(kind);
    if (typeof chunk === "string") seen.text += chunk;
    else if (chunk.type === "tool-call-delta") {
      seen.deltas[chunk.index] = (seen.deltas[chunk.index] ?? "") + chunk.argumentsDelta;
    } else if (chunk.type === "tool-call") {
      expect(ids.has(chunk.id)).toBe(false);
      ids.add(chunk.id);
      seen.calls.push([chunk.name, chunk.arguments]);
    } else if (chunk.type === "warning") {
      seen.warnings.push(chunk.message.replace(/call_[0-9a-f]{24}/, "ID"));
    }
  }
  return seen;
}

/** Whole, by character, and every way of cutting it in two. */
const cutsOf = (text: string): string[][] => [
  [text],
  text.split(""),
  ...Array.from({ length: text.length }, (_, at) => [text.slice(0, at), text.slice(at)]),
];

const NO_NAME = "the model wrote a tool call that names no tool";
const OPEN_END = "the answer ended before the end of a tool call";
const noJson = (name: string): string => `the arguments of the call ID of ${name} are no JSON`;

const rows: readonly (readonly [
  said: string,
  text: string,
  calls: Seen["calls"],
  warnings?: string[],
])[] = [
  ["no call at all", "no call at all", []],
  ['<tool_call name="a">{"x":1}</tool_call>', "", [["a", '{"x":1}']]],
  ['Wait.<tool_call name="a">{}</tool_call>\n\n', "Wait.", [["a", "{}"]]],
  [
    '<tool_call name="a">{}</tool_call>\n<tool_call name="b">{}</tool_call>',
    "",
    [
      ["a", "{}"],
      ["b", "{}"],
    ],
  ],
  ["<tool_call id='1' name='a' >{}</tool_call> and so on", "and so on", [["a", "{}"]]],
  ['<tool_call name="a"/>then', "then", [["a", "{}"]]],
  ['<tool_call name="a"></tool_call>', "", [["a", "{}"]]],
  ['<tool_call>{"name":"a","arguments":{"x":[1]}}</tool_call>', "", [["a", '{"x":[1]}']]],
  ['<tool_call name="a">{"x":</tool_call>!', "!", [["a", '{"x":']], [noJson("a")]],
  ['<tool_call>{"x":1}</tool_call>', "", [["malformed_tool_call", '{"x":1}']], [NO_NAME]],
  [
    "<tool_call>a(1)</tool_call>",
    "",
    [["malformed_tool_call", "a(1)"]],
    [NO_NAME, noJson("malformed_tool_call")],
  ],
  ['<tool_call name="a">{"x":1}', "", [["a", '{"x":1}']], [OPEN_END]],
  ['<tool_call name="a">{"x":1}</tool_c', "", [["a", '{"x":1}</tool_c']], [OPEN_END, noJson("a")]],
  [
    "<tool_call na",
    "",
    [["malformed_tool_call", "<tool_call na"]],
    [OPEN_END, NO_NAME, noJson("malformed_tool_call")],
  ],
  ["1 < 2 <tool_calls> </tool_call> <tool_", "1 < 2 <tool_calls> </tool_call> <tool_", []],
  ["<tool_call", "<tool_call", []],
  ["<tool_result>is a tag</tool_result>", "<tool_result>is a tag</tool_result>", []],
  [
    '<tool_call name="a">{}</tool_call>\n<tool_result name="a">made up</tool_result><tool_call name="b">{}</tool_call>',
    "",
    [["a", "{}"]],
    ["the model made up results of its tool calls: dropped"],
  ],
  [`<tool_call is ${"long ".repeat(60)}> no`, `<tool_call is ${"long ".repeat(60)}> no`, []],
];

describe("blocks, wherever they are split", () => {
  for (const [said, text, calls, warnings = []] of rows) {
    test(JSON.stringify(said), () => {
      for (const pieces of cutsOf(said)) {
        expect({ pieces, ...read(pieces) }).toMatchObject({ pieces, text, calls, warnings });
      }
    });
  }
});

test("any chunking gives the same parts", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "<tool_call",
      ' name="a"',
      ">",
      "</tool_call>",
      "<tool_result",
      "<",
      "</",
      "/>",
      "\n",
      " ",
    ),
    fc.constantFrom('{"x":1}', '{"name":"b","arguments":{}}', "é😀", '"', "{"),
    fc.string({ maxLength: 8 }),
  );
  const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), cuts, (pieces, at) => {
      const said = pieces.join("");
      const ends = [...new Set([0, ...at.filter((end) => end < said.length), said.length])];
      const sorted = ends.toSorted((a, b) => a - b);
      const chunked = sorted.slice(1).map((end, index) => said.slice(sorted[index], end));
      expect(read(chunked)).toEqual(read([said]));
      expect(read(said.split(""))).toEqual(read([said]));
    }),
    { numRuns: 500 },
  );
});

test("arguments are told as they come, and make up those of the call", () => {
  const blocks = new CallBlocks();
  const pieces = ['I look.<tool_call name="a">', '{"city":', '"Par', 'is"}</tool', "_call>"];
  const parts = pieces.map((piece) =>
    blocks.push(piece).map((chunk) => {
      if (typeof chunk === "string") return chunk;
      return chunk.type === "tool-call-delta" ? chunk.argumentsDelta : chunk.type;
    }),
  );
  expect(parts).toEqual([["I look.", ""], ['{"city":'], ['"Par'], ['is"}'], ["tool-call"]]);
});

test.each(["<tool_call na", '<tool_call name="a">{"x":', '<tool_call>{"name":"a"}'])(
  "an answer that is cut inside a block is refused: %s",
  (said) => {
    for (const pieces of cutsOf(said)) {
      expect(() => read(pieces, true)).toThrow(
        /^the answer was cut inside the arguments of a call/,
      );
    }
  },
);

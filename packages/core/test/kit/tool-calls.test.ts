import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Part } from "../../src/chunk.ts";
import { ToolCalls, type ToolCallFragment } from "../../src/kit/tool-calls.ts";

const WEATHER = '{"location":"Paris"}';

interface Read {
  readonly calls: readonly (readonly [id: string, name: string, args: string])[];
  readonly deltas: Readonly<Record<number, string>>;
  readonly warnings: number;
}

function read(fragments: readonly ToolCallFragment[], cut = false): Read {
  const calls = new ToolCalls();
  const parts: Part[] = [
    ...fragments.flatMap((fragment) => calls.add(fragment)),
    ...calls.end(cut),
  ];
  const deltas: Record<number, string> = {};
  for (const part of parts) {
    if (part.type !== "tool-call-delta") continue;
    deltas[part.index] = (deltas[part.index] ?? "") + part.argumentsDelta;
  }
  return {
    calls: parts.flatMap((part) =>
      part.type === "tool-call" ? [[part.id, part.name, part.arguments] as const] : [],
    ),
    deltas,
    warnings: parts.filter(({ type }) => type === "warning").length,
  };
}

describe("calls out of fragments", () => {
  const wanted = [
    ["a", "weather", WEATHER],
    ["b", "time", "{}"],
  ];
  const rows: readonly (readonly [string, readonly ToolCallFragment[]])[] = [
    [
      "interleaved",
      [
        { key: 0, id: "a", name: "weather", arguments: '{"location"' },
        { key: 1, id: "b", name: "time", arguments: "{" },
        { key: 0, arguments: ':"Paris"}' },
        { key: 1, arguments: "}" },
      ],
    ],
    [
      "without keys, told apart by their ids",
      [
        { id: "a", name: "weather", arguments: '{"location"' },
        { id: "b", name: "time", arguments: "{" },
        { id: "a", arguments: ':"Paris"}' },
        { id: "b", arguments: "}" },
      ],
    ],
    [
      "without keys and ids behind the first fragment",
      [
        { id: "a", name: "weather" },
        { arguments: '{"location"' },
        { arguments: ':"Paris"}' },
        { id: "b", name: "time" },
        { arguments: "{}" },
      ],
    ],
    [
      "all of the key 0, with ids and names of their own",
      [
        { key: 0, id: "a", name: "weather", arguments: WEATHER },
        { key: 0, id: "b", name: "time", arguments: "{}" },
      ],
    ],
    [
      "arguments before the name",
      [
        { key: 0, id: "a", arguments: '{"location"' },
        { key: 0, name: "weather", arguments: ':"Paris"}' },
        { key: 1, id: "b", name: "time", arguments: "{}" },
      ],
    ],
    [
      "arguments as a value",
      [
        { key: 0, id: "a", name: "weather", arguments: { location: "Paris" } },
        { key: 1, id: "b", name: "time", arguments: {} },
      ],
    ],
    [
      "no arguments at all, and empty ids on the way",
      [
        { key: 0, id: "a", name: "weather", arguments: "" },
        { key: 0, id: "", name: "", arguments: WEATHER },
        { key: 1, id: "b", name: "time" },
      ],
    ],
    [
      "id and name in every fragment",
      [
        { key: 0, id: "a", name: "weather", arguments: '{"location"' },
        { key: 0, id: "a", name: "weather", arguments: ':"Paris"}' },
        { key: 1, id: "b", name: "time", arguments: "{}" },
      ],
    ],
  ];
  test.each(rows)("%s", (_, fragments) => {
    const { calls, deltas, warnings } = read(fragments);
    expect(calls).toEqual(wanted);
    expect(deltas[0]).toBe(WEATHER);
    expect(warnings).toBe(0);
  });
});

test("ids are made where there are none, and never come twice", () => {
  const { calls } = read([
    { key: 0, name: "f", arguments: "{}" },
    { key: 1, id: "same", name: "f", arguments: "{}" },
    { key: 2, id: "same", name: "f", arguments: "{}" },
  ]);
  const ids = calls.map(([id]) => id);
  expect(new Set(ids).size).toBe(3);
  expect(ids[1]).toBe("same");
  for (const id of [ids[0], ids[2]]) expect(id).toMatch(/^call_[0-9a-f]{24}$/);
});

test("malformed arguments stay as the model wrote them, with a warning", () => {
  const { calls, warnings } = read([{ key: 0, id: "a", name: "f", arguments: "{'x': 1}" }]);
  expect(calls).toEqual([["a", "f", "{'x': 1}"]]);
  expect(warnings).toBe(1);
});

test.each(["", '{"location":"Par', "{"])(
  "cut inside its arguments (%j), no call comes out",
  (half) => {
    const fragments = [{ key: 0, id: "a", name: "weather", arguments: half }];
    expect(() => read(fragments, true)).toThrow("cut inside the arguments of a call of weather");
  },
);

test("cut behind complete arguments, the call is whole", () => {
  expect(read([{ key: 0, id: "a", name: "f", arguments: "{}" }], true).calls).toHaveLength(1);
});

test("a call without a name is no call", () => {
  expect(() => read([{ key: 0, id: "a", arguments: "{}" }])).toThrow("without the name");
});

test("each call is handed out once", () => {
  const calls = new ToolCalls();
  calls.add({ key: 0, id: "a", name: "f", arguments: "{}" });
  expect(calls.close(0)).toHaveLength(1);
  expect(calls.close(0)).toEqual([]);
  expect(calls.end(false)).toEqual([]);
});

test("P10: any split of the deltas gives the same arguments", () => {
  const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.jsonValue(), cuts, (value, places) => {
      const text = JSON.stringify({ value });
      const at = [0, ...places.toSorted((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
      const fragments = pieces.map((piece) => ({ key: 0, id: "a", name: "f", arguments: piece }));
      const { calls, deltas } = read(fragments);
      expect(calls).toEqual([["a", "f", text]]);
      expect(deltas[0]).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test("10 000 fragments take time that grows with their number alone", () => {
  const run = (count: number): number => {
    const calls = new ToolCalls();
    const begin = performance.now();
    calls.add({ key: 0, id: "a", name: "f", arguments: '"' });
    for (let at = 0; at < count; at++) calls.add({ key: 0, arguments: "x" });
    calls.add({ key: 0, arguments: '"' });
    calls.end(false);
    return performance.now() - begin;
  };
  run(1000);
  const best = (count: number): number => Math.min(run(count), run(count), run(count));
  expect(best(100_000)).toBeLessThan(60 * Math.max(best(10_000), 1));
});

import { PassThrough } from "node:stream";

import { describe, expect, test } from "vitest";

import { table } from "../../src/listing/table.ts";

/** The lines of a table on a terminal of `columns`, or through a pipe. */
function lines(rows: readonly (readonly string[])[], columns?: number): string[] {
  const screen = columns === undefined ? {} : { isTTY: true, columns };
  const stdout = Object.assign(new PassThrough(), screen);
  const text = table(["NAME", "WHAT"], rows, { stdout, env: { NO_COLOR: "1" } });
  return text.split("\n").slice(0, -1);
}

const ROW = ["acme", "a service that answers what it was asked"] as const;

describe("a table", () => {
  test("as wide as its cells", () => {
    expect(lines([ROW, ["x", "y"]])).toEqual(["NAME  WHAT", `acme  ${ROW[1]}`, "x     y"]);
    expect(lines([ROW], 80)).toEqual(lines([ROW]));
  });

  test("words go on in the next line where the terminal ends", () => {
    expect(lines([ROW], 24)).toEqual([
      "NAME  WHAT",
      "acme  a service that",
      "      answers what it",
      "      was asked",
    ]);
  });

  test("a word that is wider than its column is cut", () => {
    expect(lines([["acme", "incomprehensibilities"]], 18)[1]).toBe("acme  incomprehen…");
  });

  test("wide characters count as two columns", () => {
    expect(
      lines([
        ["日本", "b"],
        ["x", "c"],
      ]),
    ).toEqual(["NAME  WHAT", "日本  b", "x     c"]);
  });

  test("what is in a cell stays in it, and does nothing to the terminal", () => {
    expect(lines([["a\u001B[2J", "b\nc"]])).toEqual(["NAME   WHAT", "a␛[2J  b c"]);
  });

  test("without rows only the headings", () => {
    expect(lines([], 80)).toEqual(["NAME  WHAT"]);
  });

  test("a terminal too narrow for any table still ends", () => {
    expect(lines([ROW], 3).length).toBeGreaterThan(3);
  });
});

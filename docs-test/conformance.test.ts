import { CASES, DIALECTS, REPORTERS, type Case } from "@g4f/conformance";
import { expect, it } from "vitest";

import { casesIn, casesText, PAGE } from "./conformance-page.ts";
import { read, rows, section } from "./tables.ts";

const page = read(PAGE);

it("docs/conformance.md lists every case as the code has it", () => {
  expect(
    casesIn(page) === casesText(),
    "the list is old: node --conditions=@g4f/source docs-test/conformance-page.ts",
  ).toBe(true);
});

it("says of each case what it takes to be asked", () => {
  const run = async (): Promise<void> => {};
  const plain: Case = { id: "tools.a", level: "tools", rule: "A|b.", proves: ["F1"], run };
  const text = casesText([
    plain,
    { ...plain, id: "tools.b", needs: ["tools"], wire: ["tools", "usage"] },
    { ...plain, id: "usage.c", level: "core", terminators: ["done", "eof"], framings: ["sse"] },
  ]);
  const told = [...rows(section(text, "tools")), ...rows(section(text, "usage"))];
  expect(told.map(([id, , asked]) => [id, asked])).toEqual([
    ["tools.a", "always"],
    ["tools.b", "declares tools; wire tells tools and usage"],
    ["usage.c", "ends with done or eof; framed as sse"],
  ]);
  expect(text).toContain("3 cases; 1 of them are core");
  expect(text).toContain("A\\|b.");
});

it("refuses a family that nobody described", () => {
  const run = async (): Promise<void> => {};
  const one: Case = { id: "odd.a", level: "core", rule: "A.", proves: ["F1"], run };
  expect(() => casesText([one])).toThrow("the family odd");
});

it("docs/conformance.md has the levels, in a table", () => {
  const levels = new Set(CASES.map(({ level }) => level));
  const told = rows(section(page, "Levels")).map(([level]) => level);
  expect(new Set(told)).toEqual(levels);
});

it("docs/conformance.md has every reporter and every dialect by its name", () => {
  const names = [...Object.keys(REPORTERS), ...Object.keys(DIALECTS)];
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it("docs/conformance-of-others.md speaks of cases that there are", () => {
  const told = read("docs/conformance-of-others.md").matchAll(/^- `([a-z][\w.-]+)`:/gm);
  const named = new Set([...told].map(([, id = ""]) => id));
  const ids = new Set(CASES.map(({ id }) => id));
  expect(named.size).toBeGreaterThan(0);
  expect([...named].filter((id) => !ids.has(id))).toEqual([]);
});

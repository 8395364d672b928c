import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { selectCases } from "../src/run-suite.ts";
import { CASES } from "../src/suite.ts";

/** The ids that no manifest can remove: a change of the list is a change of what the suite promises. */
const CORE_IDS = readFileSync(new URL("data/core-ids.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "");

/** A row or requirement of the fault model, a rule of the documents, or a public report. */
const PROOF = /^(?:[FRP]\d+$|§\d|lifecycle|architecture|[\w./-]+#\d+$)/;

describe("the suite", () => {
  it("has at least 150 cases with ids of their own", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(150);
    const ids = CASES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("has a rule of its own for each case of a provider", () => {
    for (const wireless of [true, false]) {
      const asked = CASES.filter(({ level }) => (level === "wireless") === wireless);
      const rules = asked.map(({ rule }) => rule);
      expect(rules).toEqual([...new Set(rules)]);
    }
  });

  it("says of each case what it proves, and its rule in a sentence", () => {
    for (const { id, rule, proves } of CASES) {
      expect(id).toMatch(/^[a-z][a-z0-9-]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/);
      expect(rule).toMatch(/^[A-Z`].*\.$/);
      expect(proves).not.toEqual([]);
      for (const row of proves) expect(row).toMatch(PROOF);
    }
  });

  it("has a fixed list of at least 110 core cases that no manifest can remove", () => {
    const core = CASES.filter(({ level, needs = [] }) => level === "core" && needs.length === 0);
    expect(core.map(({ id }) => id).toSorted()).toEqual(CORE_IDS);
    expect(CORE_IDS.length).toBeGreaterThanOrEqual(110);
  });

  it("asks something of every level", () => {
    const levels = new Set(CASES.map(({ level }) => level));
    expect([...levels].toSorted()).toEqual(
      ["core", "tools", "reasoning", "stateful", "secure", "wireless"].toSorted(),
    );
  });
});

describe("selectCases", () => {
  it("takes what has the text in id or rule, whatever the case", () => {
    const [first] = CASES;
    expect(selectCases(first?.id.toUpperCase())).toContain(first);
    expect(selectCases(first?.rule)).toContain(first);
    expect(selectCases("no such words anywhere")).toEqual([]);
    expect(selectCases(undefined)).toBe(CASES);
  });
});

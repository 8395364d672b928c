import { expect, it } from "vitest";

import type { Level } from "../src/case.ts";
import { earnedLevels, levelCap, type Verdict } from "../src/level.ts";

const passed = (level: Level): Verdict => ({ level, status: "passed" });
const failed = (level: Level): Verdict => ({ level, status: "failed" });
const skipped = (level: Level): Verdict => ({ level, status: "not-applicable" });

it("earns a level where all of its cases that apply passed", () => {
  const verdicts = [passed("core"), passed("tools"), skipped("tools"), failed("reasoning")];
  expect(earnedLevels(verdicts, ["finish"])).toEqual(["core", "tools"]);
});

it("earns nothing above a core that failed", () => {
  expect(earnedLevels([passed("core"), failed("core"), passed("tools")], ["finish"])).toEqual([]);
});

it("earns no level that nothing was asked of", () => {
  expect(earnedLevels([passed("core"), skipped("tools")], ["finish"])).toEqual(["core"]);
  expect(earnedLevels([skipped("core")], ["finish"])).toEqual([]);
});

it("earns core at most where manifest or wire end weakly", () => {
  const verdicts = [passed("core"), passed("tools")];
  expect(earnedLevels(verdicts, ["finish", "eof"])).toEqual(["core"]);
  expect(earnedLevels(verdicts, ["done"])).toEqual(["core"]);
  expect(levelCap(["finish", "eof"])).toContain("eof");
  expect(levelCap(["finish"])).toBeUndefined();
});

it("is wireless for a provider without a wire", () => {
  expect(earnedLevels([passed("wireless"), skipped("core")], [])).toEqual(["wireless"]);
});

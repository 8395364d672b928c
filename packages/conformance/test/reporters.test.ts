import { describe, expect, it } from "vitest";

import { makeReport, type CaseReport } from "../src/report.ts";
import { formatBadge } from "../src/reporters/badge.ts";
import { formatJson } from "../src/reporters/json.ts";
import { formatJunit } from "../src/reporters/junit.ts";
import { formatPretty } from "../src/reporters/pretty.ts";
import { formatTap } from "../src/reporters/tap.ts";
import { Wireless } from "./support/wireless.ts";

const facts = { level: "core", proves: ["R1"], ms: 3, attempts: 1 } as const;
const passed: CaseReport = { ...facts, id: "ending.good", rule: "It ends.", status: "passed" };
const skipped: CaseReport = {
  ...facts,
  id: "tools.one",
  rule: "It calls.",
  status: "not-applicable",
  reason: "Acme declares no tools",
};
const failed: CaseReport = {
  ...facts,
  id: "ending.cut",
  rule: "A cut # is <told>.",
  status: "failed",
  attempts: 3,
  heldUpMs: 90,
  failure: {
    message: "wrong",
    sent: "text 'a'\u001b[31m",
    received: "an <end>\nof two lines",
    expected: "an error",
    by: "case",
  },
};
const about = { manifest: Wireless.manifest, dialect: undefined, transport: undefined, ms: 12.4 };
const report = makeReport([passed, skipped, failed], about);

describe("the report", () => {
  it("counts", () => {
    expect(report).toMatchObject({ passed: 1, failed: 1, notApplicable: 1, level: "none", ms: 12 });
    expect(makeReport([passed], about).level).toBe("core");
  });
});

describe("pretty", () => {
  const text = formatPretty(report);

  it("has a row for each family", () => {
    expect(text).toMatch(/^ending\s+1\s+1\s+0\s+6$/m);
    expect(text).toMatch(/^tools\s+0\s+0\s+1\s+3$/m);
  });

  it("tells rule, sent, received and expected of what failed", () => {
    expect(text).toContain("✗ ending.cut");
    expect(text).toContain("rule:     A cut # is <told>. (R1)");
    for (const word of ["sent: ", "received: ", "expected: an error"]) expect(text).toContain(word);
  });

  it("says that cases were tried again, and the sum", () => {
    expect(text).toContain("1 tried again");
    expect(text).toMatch(/1 passed, 1 failed, 1 not applicable\nlevel none, 12 ms\n$/);
  });
});

describe("tap", () => {
  const lines = formatTap(report).split("\n");

  it("plans, numbers, skips", () => {
    expect(lines.slice(0, 4)).toEqual([
      "TAP version 14",
      "1..3",
      "ok 1 - ending.good: It ends.",
      "ok 2 - tools.one: It calls. # SKIP Acme declares no tools",
    ]);
  });

  it("escapes what would be a directive, and keeps control characters out", () => {
    expect(lines[4]).toBe(String.raw`not ok 3 - ending.cut: A cut \# is <told>.`);
    expect(lines).toContain("    received: an <end> of two lines");
    expect(lines.join("")).not.toContain("\u001b");
  });
});

describe("junit", () => {
  const xml = formatJunit(report);

  it("counts and names", () => {
    expect(xml).toContain('tests="3" failures="1" skipped="1" time="0.012"');
    expect(xml).toContain(
      '<testcase classname="Wireless.ending" name="ending.good" time="0.003"/>',
    );
    expect(xml).toContain('<skipped message="Acme declares no tools"/>');
  });

  it("holds nothing that XML cannot", () => {
    expect(xml).toContain("an &lt;end&gt;");
    expect(xml).not.toContain("\u001b");
  });
});

describe("json", () => {
  it("is the report", () => {
    expect(JSON.parse(formatJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });
});

describe("badge", () => {
  it("shows the level, or how many failed", () => {
    expect(formatBadge(report)).toContain("g4f conformance: 1 failed");
    expect(formatBadge(makeReport([passed], about))).toContain("g4f conformance: core");
  });
});

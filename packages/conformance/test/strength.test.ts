import { describe, expect, it } from "vitest";

import { notApplicable } from "../src/applies.ts";
import type { Case, Create } from "../src/case.ts";
import { openaiChat } from "../src/dialects/openai-chat.ts";
import { CASES } from "../src/suite.ts";
import { BROKEN } from "./broken/all.ts";
import type { Broken } from "./broken/broken.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";
import { tryCase } from "./support/try-case.ts";

const cases = new Map(CASES.map((one) => [one.id, one]));

describe.each(BROKEN)("$name", ({ killedBy, make, dialect }) => {
  it(`is told by ${killedBy}`, async () => {
    const { failure } = await tryCase(killedBy, make, dialect, { attempts: 1 });
    // By its rule: a deadline or a leak would tell of anything.
    expect(failure).toMatchObject({ by: "case" });
  });
});

describe("the correct provider that a broken one differs from", () => {
  const withOwn = BROKEN.filter(
    (broken): broken is Broken & { readonly correct: Create } => broken.correct !== undefined,
  );
  it.each(withOwn)("of $name passes $killedBy", async ({ killedBy, correct, dialect }) => {
    const { failure } = await tryCase(killedBy, correct, dialect);
    expect(failure).toBeUndefined();
  });

  it("is asked the same case where it is the reference provider, which passes all of its own", () => {
    const unfit = BROKEN.filter(({ killedBy, dialect = openaiChat, correct }) => {
      if (correct !== undefined) return false;
      const one = cases.get(killedBy) as Case;
      const reason = notApplicable(one, ReferenceProvider.manifest, openaiChat);
      return dialect !== openaiChat || reason !== undefined;
    });
    expect(unfit).toEqual([]);
  });
});

describe("the broken providers", () => {
  it("are at least 40, 25 of them public bugs", () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(40);
    expect(BROKEN.filter(({ bug }) => bug !== undefined).length).toBeGreaterThanOrEqual(25);
  });

  it("have names of their own", () => {
    const names = BROKEN.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it("name cases that exist, and bugs by https", () => {
    expect(BROKEN.filter(({ killedBy }) => !cases.has(killedBy))).toEqual([]);
    for (const { bug } of BROKEN) {
      if (bug !== undefined) expect(new URL(bug.url).protocol).toBe("https:");
    }
  });
});

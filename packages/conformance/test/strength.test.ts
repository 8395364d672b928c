import { describe, expect, it } from "vitest";

import { openaiChat } from "../src/dialects/openai-chat.ts";
import { CASES } from "../src/suite.ts";
import { BROKEN } from "./broken/all.ts";
import type { Broken } from "./broken/broken.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";
import { tryCase } from "./support/try-case.ts";

/** Which correct provider a broken one differs from. */
function reference({ dialect = openaiChat, correct }: Broken): Parameters<typeof tryCase>[1] {
  if (correct !== undefined) return correct;
  expect(dialect, "a wire other than the reference's needs a correct provider").toBe(openaiChat);
  return (settings) => new ReferenceProvider(settings);
}

describe.each(BROKEN)("$name", (broken) => {
  const { killedBy, make, dialect } = broken;

  it(`is told by ${killedBy}`, async () => {
    const { failure } = await tryCase(killedBy, make, dialect);
    // By its rule: a deadline or a leak would tell of anything.
    expect(failure).toMatchObject({ by: "case" });
  });

  it(`differs from a provider that passes ${killedBy}`, async () => {
    const { failure } = await tryCase(killedBy, reference(broken), dialect);
    expect(failure).toBeUndefined();
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
    const ids = new Set(CASES.map(({ id }) => id));
    for (const { killedBy, bug } of BROKEN) {
      expect(ids).toContain(killedBy);
      if (bug !== undefined) expect(new URL(bug.url).protocol).toBe("https:");
    }
  });
});

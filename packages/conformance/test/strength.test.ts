import { describe, expect, it } from "vitest";

import type { Create } from "../src/case.ts";
import { openaiChat } from "../src/dialects/openai-chat.ts";
import type { CaseRun } from "../src/run-case.ts";
import { CASES } from "../src/suite.ts";
import { BROKEN } from "./broken/all.ts";
import type { Broken } from "./broken/broken.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";
import { tryCase } from "./support/try-case.ts";

/** Which correct provider a broken one differs from. */
function correct({ dialect = openaiChat, correct: own }: Broken): Create {
  if (own !== undefined) return own;
  if (dialect !== openaiChat)
    throw new TypeError("another wire needs a correct provider of its own");
  return reference;
}

const reference: Create = (settings) => new ReferenceProvider(settings);
/** A case is run once on a correct provider, however many broken ones it tells. */
const runs = new Map<Create, Map<string, Promise<CaseRun>>>();
function correctRun(broken: Broken): Promise<CaseRun> {
  const create = correct(broken);
  const known = runs.get(create) ?? new Map<string, Promise<CaseRun>>();
  runs.set(create, known);
  const run = known.get(broken.killedBy) ?? tryCase(broken.killedBy, create, broken.dialect);
  known.set(broken.killedBy, run);
  return run;
}

describe.each(BROKEN)("$name", (broken) => {
  const { killedBy, make, dialect } = broken;

  it(`is told by ${killedBy}`, async () => {
    const { failure } = await tryCase(killedBy, make, dialect, { attempts: 1 });
    // By its rule: a deadline or a leak would tell of anything.
    expect(failure).toMatchObject({ by: "case" });
  });

  it(`differs from a provider that passes ${killedBy}`, async () => {
    const { failure } = await correctRun(broken);
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

import { describe, expect, it } from "vitest";

import { conformance } from "../src/conformance.ts";
import { CASES } from "../src/suite.ts";
import { hello, Wireless } from "./support/wireless.ts";

/** A runner that only notes what it is handed. */
function collect(): {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: (...context: unknown[]) => Promise<void>) => void;
  readonly tests: Map<string, (...context: unknown[]) => Promise<void>>;
} {
  const tests = new Map<string, (...context: unknown[]) => Promise<void>>();
  return { describe: (_, body) => body(), it: (name, body) => tests.set(name, body), tests };
}

describe("conformance", () => {
  it("hands over one test for each case, named by id and rule", () => {
    const { tests, ...runner } = collect();
    conformance({ ...runner, create: () => new Wireless() });
    expect([...tests.keys()]).toEqual(CASES.map(({ id, rule }) => `${id}: ${rule}`));
  });

  it("rejects with what was received and expected", async () => {
    const { tests, ...runner } = collect();
    const suite = conformance({
      ...runner,
      filter: "abort.before-call",
      create: () =>
        new Wireless(async function* () {
          throw new Error("broken from the start");
        }),
    });
    const [run] = tests.values();
    await expect(run?.()).rejects.toThrow(/received: .*broken from the start/s);
    expect(suite.report()).toMatchObject({ failed: 1, passed: 0, level: "none" });
  });

  it("skips what does not apply, with the reason", async () => {
    const { tests, ...runner } = collect();
    const suite = conformance({ ...runner, create: () => new Wireless(hello) });
    const title = [...tests.keys()].find((name) => name.startsWith("abort.before-call:"));
    const reasons: string[] = [];
    await tests.get(title ?? "")?.({ skip: (reason: string) => reasons.push(reason) });
    expect(reasons).toEqual(["the provider has no wire"]);
    expect(suite.report()).toMatchObject({ notApplicable: 1 });
  });

  it("says of a provider that cannot be made that nothing passed", async () => {
    const { tests, ...runner } = collect();
    const suite = conformance({
      ...runner,
      create: () => {
        throw new Error("no constructor today");
      },
    });
    for (const run of tests.values()) await expect(run()).rejects.toThrow("no constructor today");
    expect(suite.report()).toMatchObject({ passed: 0, failed: CASES.length });
  });
});

import { describe, expect, it } from "vitest";

import { openaiChat } from "../src/dialects/openai-chat.ts";
import { runConformance } from "../src/run-suite.ts";
import { Run, type RunSettings } from "../src/run.ts";
import { ReferenceProvider } from "./reference/openai-chat.ts";
import { OwnHttpProvider } from "./reference/own-http.ts";
import { caseOf, hello, Wireless } from "./support/wireless.ts";

const wired: RunSettings = {
  create: (settings) => new ReferenceProvider(settings),
  dialect: openaiChat,
};

describe("a provider that cannot be judged", () => {
  it.each<[string, RunSettings["create"], RegExp]>([
    ["is none", () => ({}) as Wireless, /no provider/],
    ["is nothing", () => undefined as unknown as Wireless, /no provider/],
    ["cannot be made", () => Promise.reject(new Error("no key today")), /exception/],
    ["is never made", () => new Promise(() => {}), /create\(\) returns a provider/],
    [
      "never yields",
      () =>
        new Wireless(async function* () {
          await new Promise(() => {});
        }),
      /an answer to a first plain call/,
    ],
  ])("that %s fails every case at once, with the reason", async (_, create, reason) => {
    const report = await runConformance({ create, caseMs: 50 });
    expect(report).toMatchObject({ passed: 0, notApplicable: 0, level: "none" });
    expect(report.failed).toBe(report.cases.length);
    for (const { failure } of report.cases) {
      expect(failure?.by).toBe("run");
      expect(failure?.message).toMatch(reason);
    }
  });

  it("that answers nothing that it was sent is told so, with what was sent", async () => {
    const create = (): Wireless =>
      new Wireless(async function* () {
        throw new Error("cannot read this");
      });
    const { cases } = await runConformance({ create, dialect: openaiChat, filter: "abort" });
    expect(cases[0]?.failure).toMatchObject({
      message: "the provider does not answer a plain call (over tcp)",
      sent: "text 'Hello', finish stop",
    });
    expect(cases[0]?.failure?.received).toContain("cannot read this");
  });
});

describe("a provider that leaves a timer behind with every call", () => {
  it("fails all that it was called for, and is not waited for each time", async () => {
    const timers: ReturnType<typeof setInterval>[] = [];
    const create = (): Wireless =>
      new Wireless(async function* () {
        timers.push(setInterval(() => {}, 60_000));
        yield* hello();
      });
    const report = await runConformance({ create });
    for (const timer of timers) clearInterval(timer);
    const left = report.cases.filter(({ failure }) => failure?.received.includes("Timeout"));
    expect(left.length).toBeGreaterThan(10);
    expect(left.filter(({ ms }) => ms > 1_400)).toHaveLength(2);
    expect(report.level).toBe("none");
  });
});

describe("how a provider is reached", () => {
  it("is memory where it sends through the transport that it is given", async () => {
    expect(await runConformance({ ...wired, filter: "abort.before" })).toMatchObject({
      transport: "memory",
      failed: 0,
    });
  });

  it("is what the options say", async () => {
    const report = await runConformance({ ...wired, transport: "tcp", filter: "abort." });
    expect(report).toMatchObject({ transport: "tcp", failed: 0 });
    expect(report.passed).toBeGreaterThan(10);
  });

  it("is a socket where it has HTTP of its own, which is judged by the same rules", async () => {
    const create: RunSettings["create"] = (settings) => new OwnHttpProvider(settings);
    for (const family of ["ending.cut.close", "abort.waiting", "leave."]) {
      const report = await runConformance({ create, dialect: openaiChat, filter: family });
      const failed = report.cases.filter(({ status }) => status === "failed");
      expect(failed).toEqual([]);
      expect(report.transport).toBe("tcp");
      expect(report.passed).toBeGreaterThan(1);
    }
  });
});

describe("a run", () => {
  it("gives one case after the other to the provider", async () => {
    const run = new Run(wired);
    let running = 0;
    let most = 0;
    const cases = Array.from({ length: 5 }, (_, index) =>
      caseOf(
        async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
        },
        { id: `test.${index}` },
      ),
    );
    await Promise.all(cases.map((one) => run.case(one)));
    expect(most).toBe(1);
    expect(run.report().cases.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
  });

  it("ends when it is out of time, and what it did not get to has failed", async () => {
    const report = await runConformance({ ...wired, totalMs: -1, filter: "abort." });
    expect(report.passed).toBe(0);
    expect(report.failed).toBeGreaterThan(10);
    for (const { status, failure } of report.cases) {
      if (status === "failed") expect(failure?.message).toContain("not run");
    }
  });

  it("makes a provider of its own for each case", async () => {
    const made = new Set<ReferenceProvider>();
    const run = new Run({
      ...wired,
      create: (settings) => {
        const provider = new ReferenceProvider(settings);
        made.add(provider);
        return provider;
      },
    });
    const one = caseOf(async (bench) => {
      await bench.create(undefined);
    });
    await run.case(one);
    await run.case({ ...one, id: "test.again" });
    // One for the examination, one for each case.
    expect(made.size).toBe(3);
  });
});

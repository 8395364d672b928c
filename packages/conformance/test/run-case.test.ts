import { ProviderError } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { CaseFailure } from "../src/case.ts";
import { expectThat } from "../src/expect.ts";
import { runCase } from "../src/run-case.ts";
import { caseOf, setup, Wireless } from "./support/wireless.ts";

/** Holds the event loop up for longer than any verdict may rest on. */
function holdUp(): void {
  const until = performance.now() + 80;
  while (performance.now() < until);
}

function broken(received: string): CaseFailure {
  return new CaseFailure({ message: "wrong", received, expected: "right" });
}

describe("runCase", () => {
  it("passes a case that returns", async () => {
    const run = await runCase(
      caseOf(async (bench) => {
        const outcome = await bench.read(bench.call(await bench.create(undefined)));
        expectThat(outcome.text === "Hello", { message: "no", received: "", expected: "" });
      }),
      setup,
    );
    expect(run.failure).toBeUndefined();
    expect(run.attempts).toBe(1);
  });

  it("tells what was received and expected", async () => {
    const run = await runCase(
      caseOf(() => Promise.reject(broken("this"))),
      setup,
    );
    expect(run.failure).toMatchObject({ by: "case", received: "this", expected: "right" });
  });

  it("tells an exception from a verdict", async () => {
    const run = await runCase(
      caseOf(() => Promise.reject(new TypeError("oh"))),
      setup,
    );
    expect(run.failure).toMatchObject({ by: "exception", received: "TypeError: oh" });
  });

  it("takes a ProviderError that a case did not expect for a verdict", async () => {
    const error = new ProviderError("truncated", "cut", { phase: "stream" });
    const run = await runCase(
      caseOf(() => Promise.reject(error)),
      setup,
    );
    expect(run.failure).toMatchObject({ by: "case", message: "the call failed" });
    expect(run.failure?.received).toContain("truncated");
  });

  it("ends a case that does not end", async () => {
    const run = await runCase(
      caseOf(() => new Promise(() => {})),
      setup,
      { deadlineMs: 20 },
    );
    expect(run.failure?.by).toBe("deadline");
  });

  it("runs deferred clean-ups, last first, whatever the end", async () => {
    const order: string[] = [];
    await runCase(
      caseOf(async ({ defer }) => {
        defer(() => order.push("first"));
        defer(() => order.push("second"));
        throw broken("this");
      }),
      setup,
    );
    expect(order).toEqual(["second", "first"]);
  });

  it("aborts its signal when the case is over", async () => {
    let signal: AbortSignal | undefined;
    await runCase(
      caseOf(async (bench) => {
        signal = bench.signal;
        expect(signal.aborted).toBe(false);
      }),
      setup,
    );
    expect(signal?.aborted).toBe(true);
  });
});

describe("another attempt", () => {
  it("is made twice where the event loop was held up, and says so", async () => {
    let runs = 0;
    const run = await runCase(
      caseOf(async () => {
        runs++;
        holdUp();
        throw broken(`run ${runs}`);
      }),
      setup,
    );
    expect(runs).toBe(3);
    expect(run).toMatchObject({ attempts: 3, failure: { received: "run 3" } });
    expect(run.heldUpMs).toBeGreaterThan(50);
  });

  it("may pass", async () => {
    let runs = 0;
    const run = await runCase(
      caseOf(async () => {
        if (++runs > 1) return;
        holdUp();
        throw broken("first");
      }),
      setup,
    );
    expect(run.failure).toBeUndefined();
    expect(run.attempts).toBe(2);
  });

  it("is not made where nothing held it up", async () => {
    // A machine that is starved this very moment may allow another one all the same.
    const run = await runCase(
      caseOf(() => Promise.reject(broken("this"))),
      setup,
    );
    expect(run.attempts === 1 || (run.heldUpMs ?? 0) > 50).toBe(true);
  });
});

describe("what a case does to its process", () => {
  const offending = async (offend: () => unknown): Promise<string> => {
    const run = await runCase(
      caseOf(async () => {
        await offend();
      }),
      setup,
      { attempts: 1, patienceMs: 50 },
    );
    expect(run.failure?.by).toBe("watch");
    return run.failure?.received ?? "";
  };

  it("is told of unhandled rejections", async () => {
    expect(await offending(() => void Promise.reject(new Error("lost")))).toContain("lost");
  });

  it("is told of exceptions out of timers", async () => {
    const thrown = await offending(
      () =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            resolve();
            throw new Error("out of a timer");
          }, 0);
        }),
    );
    expect(thrown).toContain("out of a timer");
  });

  it("is told of writing to stdout, which gets nowhere", async () => {
    expect(await offending(() => process.stdout.write("hello from a case"))).toContain("stdout");
    expect(await offending(() => console.log("hello"))).toContain("'hello'");
  });

  it("is told of ending the process, which goes on", async () => {
    const told = await runCase(
      caseOf(async () => process.exit(3)),
      setup,
    );
    expect(told.failure).toMatchObject({ by: "exception" });
    const swallowed = await offending(() => {
      try {
        process.exit(3);
      } catch {
        // As a provider would.
      }
    });
    expect(swallowed).toContain("process.exit(3)");
  });

  it("is told of warnings", async () => {
    expect(
      await offending(async () => {
        process.emitWarning("too many");
        await new Promise((resolve) => setImmediate(resolve));
      }),
    ).toContain("too many");
  });

  it("is told of a timer that is left", async () => {
    let timer: ReturnType<typeof setInterval> | undefined;
    expect(await offending(() => void (timer = setInterval(() => {}, 60_000)))).toBe(
      "left behind: 1 Timeout",
    );
    clearInterval(timer);
  });

  it("is nobody else's business", async () => {
    const before = process.rawListeners("unhandledRejection");
    const write = process.stdout.write;
    await runCase(
      caseOf(async () => {}),
      setup,
    );
    expect(process.rawListeners("unhandledRejection")).toEqual(before);
    expect(process.stdout.write).toBe(write);
  });
});

it("ends a call that a case left open", async () => {
  let ended = false;
  const endless = new Wireless(async function* () {
    try {
      for (;;) yield "more";
    } finally {
      ended = true;
    }
  });
  const run = await runCase(
    caseOf(async (bench) => {
      await bench.call(endless).next();
    }),
    setup,
  );
  expect(run.failure).toBeUndefined();
  expect(ended).toBe(true);
});

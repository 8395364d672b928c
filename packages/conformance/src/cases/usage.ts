import type { Usage } from "@g4f/core";

import type { Bench, Case, Outcome } from "../case.ts";
import { expectEqual, expectError, expectFinished, expectThat } from "../expect.ts";
import type { ScriptStep, ScriptUsage } from "../script.ts";
import { show } from "../show.ts";
import { delivered, plays, says, STOP, text } from "./answers.ts";
import { rejectionOf } from "./reading.ts";

const PROVES = ["§6 semantics: usage"];
const COUNTED = { inputTokens: 12, outputTokens: 5 };

/** Tokens are told as upstream counted them, once, and never as exact where nobody counted. */
export const USAGE: readonly Case[] = [
  {
    id: "usage.counted",
    level: "core",
    rule: "Tokens that upstream counted are told as it counted them, as exact.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const told = usageOf(await bench.ask(plays(text("a"), usage(COUNTED), STOP)));
      expectUsage(told, { ...COUNTED, exact: true });
    },
  },
  {
    id: "usage.after-finish",
    level: "core",
    rule: "Tokens that are told after the reason of the end are waited for.",
    proves: [...PROVES, "F33"],
    wire: ["usage"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(text("a"), STOP, usage(COUNTED)));
      expectUsage(usageOf(outcome), { ...COUNTED, exact: true });
    },
  },
  {
    id: "usage.repeated",
    level: "core",
    rule: "Tokens that are told again as they grow are not added up: the last word counts.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const script = [
        usage({ inputTokens: 12, outputTokens: 1 }),
        text("a"),
        usage({ inputTokens: 12, outputTokens: 3 }),
        text("b"),
        usage(COUNTED),
        STOP,
      ];
      expectUsage(usageOf(await bench.ask(plays(...script))), COUNTED);
    },
  },
  {
    id: "usage.zero",
    level: "core",
    rule: "A count of zero is a count.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const none = { inputTokens: 0, outputTokens: 5 };
      expectUsage(usageOf(await bench.ask(plays(text("a"), usage(none), STOP))), none);
    },
  },
  {
    id: "usage.cached",
    level: "core",
    rule: "Input tokens from a cache are part of the input tokens, not beside them.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const counted = { inputTokens: 12, outputTokens: 5, cachedTokens: 8 };
      const told = usageOf(await bench.ask(plays(text("a"), usage(counted), STOP)));
      expectUsage(told, COUNTED);
      expectPart(told, "cachedTokens", 8);
    },
  },
  {
    id: "usage.reasoning",
    level: "core",
    rule: "Tokens spent on reasoning are part of the output tokens, not beside them.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const counted = { inputTokens: 12, outputTokens: 5, reasoningTokens: 4 };
      const told = usageOf(await bench.ask(plays(text("a"), usage(counted), STOP)));
      expectUsage(told, COUNTED);
      expectPart(told, "reasoningTokens", 4);
    },
  },
  {
    id: "usage.total",
    level: "core",
    rule: "A total, where there is one, is input and output together.",
    proves: PROVES,
    wire: ["usage"],
    run: async (bench) => {
      const told = usageOf(await bench.ask(plays(text("a"), usage(COUNTED), STOP)));
      const { totalTokens } = told ?? {};
      if (totalTokens !== undefined) expectEqual(totalTokens, 17, "the total");
    },
  },
  {
    id: "usage.not-counted",
    level: "core",
    rule: "Where upstream counted nothing no count is called exact.",
    proves: PROVES,
    run: async (bench) => {
      const told = expectFinished(await bench.ask(says("a"))).usage;
      expectThat(told?.exact !== true || isEmpty(told), {
        message: "tokens that nobody counted are called exact",
        received: show(told),
        expected: "no usage, or exact: false",
      });
    },
  },
  {
    id: "usage.no-text",
    level: "core",
    rule: "Counting tokens says nothing: an answer of usage alone is empty.",
    proves: [...PROVES, "lifecycle 6"],
    wire: ["usage"],
    run: async (bench) => {
      expectError(await bench.ask(plays(usage(COUNTED), STOP)), { code: "protocol" });
    },
  },
  {
    id: "usage.no-commit",
    level: "core",
    rule: "Usage before the first content does not make a failure final: it may be tried again.",
    proves: ["§2.2", "lifecycle 7"],
    wire: ["usage", "error"],
    run: async (bench) => {
      const error = { code: "overloaded", message: "Overloaded" } as const;
      const script = [usage(COUNTED), { type: "error", error } as const];
      expectError(await bench.ask(plays(...script)), { code: "overloaded", retryable: true });
    },
  },
  {
    id: "usage.cut",
    level: "core",
    rule: "What a cut call has used is told as an estimate, never as exact.",
    proves: ["F28", "F29", ...PROVES],
    run: async (bench) => {
      const script = [text("half "), text("REST-OF-IT"), STOP];
      const upstream = await bench.upstream(says("unused"));
      const at = Buffer.from(upstream.bytesOf(script)).indexOf("REST-OF-IT");
      upstream.play(delivered(script, { end: { at, how: "rst" } }));
      const outcome = await bench.read(bench.call(await bench.create(upstream)));
      expectThat(outcome.error !== undefined, {
        message: "a cut call ended without an error",
        received: show(outcome.chunks),
        expected: "an error",
      });
      expectEqual(
        outcome.error.partial?.usage?.exact ?? false,
        false,
        "exact of the partial usage",
      );
    },
  },
  {
    id: "usage.aborted",
    level: "core",
    rule: "What an aborted call has used is told as an estimate, what upstream said before included.",
    proves: ["F36", "vercel/ai#7805"],
    wire: ["usage"],
    run: async (bench) => {
      const error = await abortedAfter(bench, [usage(COUNTED), text("half ")]);
      expectEqual(error.partial?.usage?.exact ?? false, false, "exact of the partial usage");
    },
  },
];

function usage(counted: ScriptUsage): ScriptStep {
  return { type: "usage", usage: counted };
}

function usageOf(outcome: Outcome): Usage | undefined {
  return expectFinished(outcome).usage;
}

function expectUsage(told: Usage | undefined, want: Partial<Usage>): void {
  const picked = Object.fromEntries(
    Object.keys(want).map((key) => [key, told?.[key as keyof Usage]]),
  );
  expectEqual(picked, want, "the usage");
}

/** A detail that a provider need not tell; where it does it is upstream's. */
function expectPart(told: Usage | undefined, key: keyof Usage, value: number): void {
  const part = told?.[key];
  if (part !== undefined) expectEqual(part, value, key);
}

function isEmpty(told: Usage): boolean {
  return Object.values(told).every((value) => typeof value !== "number");
}

async function abortedAfter(
  bench: Bench,
  script: readonly ScriptStep[],
): ReturnType<typeof rejectionOf> {
  const controller = new AbortController();
  const upstream = await bench.upstream(
    plays(...script, { type: "wait", gate: { opened: new Promise(() => {}) } }, STOP),
  );
  const provider = await bench.create(upstream);
  const stream = bench.call(provider, { signal: controller.signal });
  await stream.next();
  const pending = stream.next();
  pending.catch(() => {});
  controller.abort();
  return await rejectionOf(bench, "the aborted read", pending);
}

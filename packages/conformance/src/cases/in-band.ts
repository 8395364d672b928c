import type { ErrorCode } from "@g4f/core";

import type { Case } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import type { ScriptStep } from "../script.ts";
import { show } from "../show.ts";
import { plays, STOP, text } from "./answers.ts";

const ROW = "F25";
const AGAIN: ReadonlySet<ErrorCode> = new Set(["rate_limit", "overloaded", "timeout", "upstream"]);

function error(code: ErrorCode, message = "in the middle"): ScriptStep {
  return { type: "error", error: { code, message } };
}

/** Errors that services tell of in a stream, and the words in which they do. */
const KINDS: readonly (readonly [code: ErrorCode, message: string])[] = [
  ["rate_limit", "Rate limit reached for requests."],
  ["overloaded", "The server is overloaded."],
  ["quota", "You exceeded your current quota, please check your plan and billing details."],
  ["context_length", "This model's maximum context length is 8192 tokens."],
  ["content_filter", "The response was filtered due to the content management policy."],
  ["invalid_request", "Unknown parameter."],
  ["auth", "Invalid API key."],
];

/** An error told inside a stream that began well is an error. */
export const IN_BAND: readonly Case[] = [
  ...KINDS.map(([code, message]): Case => ({
    id: `in-band.${code.replaceAll("_", "-")}`,
    level: "core",
    rule: `An error event before any content is \`${code}\` where it says so, as a status would be.`,
    proves: [ROW, "R15", "§2.3"],
    wire: ["error", "error-kinds"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(error(code, message)));
      expectError(outcome, { code, retryable: AGAIN.has(code) });
      expectEqual(outcome.upstream.calls.length, 1, "the number of requests for an answer");
    },
  })),
  {
    id: "in-band.unknown",
    level: "core",
    rule: "An error event that nobody knows is `upstream`.",
    proves: [ROW, "R15"],
    wire: ["error"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(error("upstream", "Something went sideways")));
      expectError(outcome, { code: "upstream", retryable: true });
    },
  },
  {
    id: "in-band.message",
    level: "core",
    rule: "The words of an error event are in the message.",
    proves: [ROW, "F23", "vercel/ai#4726"],
    wire: ["error"],
    run: async (bench) => {
      const said = "Something went sideways";
      const { message } = expectError(await bench.ask(plays(error("upstream", said))), {
        code: "upstream",
      });
      expectThat(message.includes(said), {
        message: "upstream's words are lost",
        received: show(message),
        expected: `a message with ${show(said)}`,
      });
    },
  },
  {
    id: "in-band.after-content",
    level: "core",
    rule: "An error event behind content ends the call as an error that keeps the content and is not retryable.",
    proves: ["F27", "R5"],
    wire: ["error"],
    run: async (bench) => {
      const outcome = await bench.ask(plays(text("kept"), error("upstream")));
      const failure = expectError(outcome, { code: "upstream", retryable: false });
      expectEqual(outcome.text, "kept", "the text before the error");
      expectEqual(failure.partial?.text, "kept", "the partial text of the error");
    },
  },
  {
    id: "in-band.last-word",
    level: "core",
    rule: "Behind an error event nothing counts: no text, no finish.",
    proves: ["F27", "R1", "TanStack/ai#1171"],
    wire: ["error"],
    run: async (bench) => {
      const script = [text("kept"), error("upstream"), text("BEHIND"), STOP];
      const outcome = await bench.ask(plays(...script));
      expectError(outcome, { code: "upstream" });
      expectEqual(outcome.text, "kept", "the text");
    },
  },
  {
    id: "in-band.thrown",
    level: "core",
    rule: "An error event rejects each way of reading: text, `collect()`, and the web stream.",
    proves: [ROW, "vercel/ai#4720", "TanStack/ai#1172"],
    wire: ["error"],
    run: async (bench) => {
      const upstream = await bench.upstream(plays(text("kept"), error("upstream")));
      const provider = await bench.create(upstream);
      const ways = {
        text: async () => {
          for await (const _ of bench.call(provider));
        },
        "collect()": () => bench.call(provider).collect(),
        "toReadableStream()": async () => {
          for await (const _ of bench.call(provider).toReadableStream());
        },
      };
      for (const [way, read] of Object.entries(ways)) {
        const thrown: unknown = await read().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const code: unknown = Reflect.get(Object(thrown), "code");
        expectEqual(code, "upstream", `the code that ${way} rejected with`);
      }
    },
  },
  {
    id: "in-band.retry-hint",
    level: "core",
    rule: "How long to wait is told, where an error event says it in words.",
    proves: [ROW, "§2.3"],
    wire: ["error", "error-kinds"],
    run: async (bench) => {
      const said = "Rate limit reached. Please try again in 20s.";
      const failure = expectError(await bench.ask(plays(error("rate_limit", said))), {
        code: "rate_limit",
      });
      expectEqual(failure.retryAfterMs, 20_000, "how long to wait");
    },
  },
];

import {
  answersOf,
  expectCuts,
  memoryTransport,
  outcome,
  recordings,
  sseFrames,
  summaryOf,
  type Outcome,
  type Summary,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { OpenAIResponses } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;

/** The first and last event of this file lack their last bracket, as they were recorded. */
const DAMAGED = "parallel-tool-call-wrapper.1.jsonl";

const streams = recordings("openai-responses");
const answers = answersOf(streams ?? []);
const good = answers.filter(({ name }) => !name.startsWith("openai-error"));

const NOTHING: Summary = {
  text: "",
  reasoning: "",
  calls: [],
  reason: "tool-calls",
  usage: undefined,
  others: [],
  states: 0,
  warnings: [],
  error: undefined,
};

const usage = (
  inputTokens: number,
  outputTokens: number,
  cachedTokens = 0,
  reasoningTokens = 0,
): Summary["usage"] => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
  cachedTokens,
  reasoningTokens,
  exact: true,
});
const calculator = (id: string, args: string) => [id, "calculator", args] as const;

const WANTED: Readonly<Record<string, Partial<Summary>>> = {
  "openai-apply-patch-tool.1.jsonl 0": {
    usage: usage(642, 67),
    others: ["apply_patch_call"],
  },
  "openai-custom-tool.1.jsonl 0": {
    usage: usage(50, 20),
    others: ["custom_tool_call"],
  },
  // The image was shortened by those who recorded it; no deltas of the empty text.
  "openai-image-generation-tool.1.jsonl 0": {
    reason: "stop",
    usage: usage(2941, 1249, 1920, 1024),
    others: ["image/webp"],
  },
  "openai-phase.1.jsonl 0": {
    text: "Got itHere are a few **AI",
    reason: "stop",
    usage: usage(7112, 463, 3072, 64),
  },
  "openai-reasoning-encrypted-content.1.jsonl 0": {
    reasoning: {
      starts: "**Calculating step-by-step usi",
      ends: "g the final product.",
      length: 163,
    },
    calls: [calculator("call_AB6AaRZ1FYZB2RwS6A5vbdqn", '{"a":12,"b":7,"op":"add"}')],
    usage: usage(134, 28),
    states: 1,
  },
  "openai-reasoning-encrypted-content.1.jsonl 1": {
    calls: [calculator("call_Q6pW65MUgW9vF59BmItYGos3", '{"a":19,"b":3,"op":"multiply"}')],
    usage: usage(221, 26),
  },
  "openai-reasoning-encrypted-content.1.jsonl 2": {
    calls: [calculator("call_Zl5vIMnD7dVAjgU6FkhmiCZh", '{"a":57,"b":10,"op":"multiply"}')],
    usage: usage(260, 26),
  },
  "openai-reasoning-encrypted-content.1.jsonl 3": {
    text: "The final result is **570**.",
    reason: "stop",
    usage: usage(299, 12),
  },
  "parallel-tool-call-wrapper.1.jsonl 0": {
    calls: [
      [
        "call_parallel",
        "parallel",
        '{"tool_uses":[{"recipient_name":"functions.weather","parameters":{"location":"San Francisco"}},{"recipient_name":"functions.cityAttractions","parameters":{"city":"Rome"}}]}',
      ],
    ],
    usage: usage(34, 28),
  },
};

async function play(events: readonly string[]): Promise<Outcome> {
  const { headers, frames } = sseFrames(events, { named: true });
  const transport = memoryTransport(() => ({ headers, body: frames }));
  const provider = new OpenAIResponses({ apiKey: "k", transport });
  return await outcome(provider.createAsyncGenerator({ messages }));
}

describe.skipIf(streams === undefined)("recorded responses (../shared/recordings)", () => {
  test("every recording has its expectation", () => {
    expect(good.map(({ name }) => name)).toEqual(Object.keys(WANTED));
  });

  test.each(good)("$name, uncut", async ({ name, answer }) => {
    expect(summaryOf(await play(answer))).toEqual({ ...NOTHING, ...WANTED[name] });
  });

  test.each(good)("$name, cut: never an end", async ({ name, answer }) => {
    const report = await expectCuts({
      ...sseFrames(answer, { named: true }),
      // Of a file with several answers only the last one ends with the recording.
      insideLast: !/encrypted-content.* [012]$/.test(name),
      proof: answer.length,
      call: (transport) =>
        new OpenAIResponses({ apiKey: "k", transport }).createAsyncGenerator({ messages }),
    });
    expect(report.falseFinishes).toEqual([]);
    expect(report.finished).toBe(0);
    expect(report.cuts).toBeGreaterThanOrEqual(answer.length - 1);
  });

  test("an error event is the error that it tells of", async () => {
    const failed = answers.find(({ name }) => name.startsWith("openai-error"));
    const { error } = await play(failed?.answer ?? []);
    expect(error).toMatchObject({ code: "quota", retryable: false });
    expect(error?.message).toContain("You exceeded your current quota");
  });

  test("a damaged event ends the call as what it is", async () => {
    const damaged = streams?.find(({ name }) => name === DAMAGED);
    expect((await play(damaged?.events ?? [])).error?.code).toBe("protocol");
  });
});

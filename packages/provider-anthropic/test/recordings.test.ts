import {
  expectCuts,
  memoryTransport,
  outcome,
  recordings,
  sseFrames,
  summaryOf,
  type Summary,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { Anthropic } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const streams = recordings("anthropic-messages");

const NOTHING: Summary = {
  text: "",
  reasoning: "",
  calls: [],
  reason: "stop",
  usage: undefined,
  others: [],
  states: 0,
  warnings: [],
  error: undefined,
};
const usage = (
  inputTokens: number,
  outputTokens: number,
  more: object = { cachedTokens: 0 },
): Summary["usage"] => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
  exact: true,
  ...more,
});

/** What each recording says, read by eye. */
const WANTED: Readonly<Record<string, Partial<Summary>>> = {
  "anthropic-clear-thinking.1.jsonl": {
    text: "925 ÷ 5 = 185",
    reasoning: "The previous result was 925. Now I need to divide that by 5.\n\n925 ÷ 5 = 185",
    usage: usage(69, 53),
    states: 1,
  },
  "anthropic-json-output-format.1.jsonl": {
    text: {
      starts: '{"characters":[{"name":"Theron',
      ends: 'es to be robbed."}]}',
      length: 1267,
    },
    usage: usage(313, 305),
  },
  "anthropic-json-tool.1.jsonl": {
    calls: [
      [
        "toolu_01KFbKqPYSuAKujiL6mTfzYA",
        "json",
        '{"elements": [{"location": "San Francisco", "temperature": 58, "condition": "sunny"}]}',
      ],
    ],
    reason: "tool-calls",
    usage: usage(849, 47),
  },
  // 43 input tokens at the start, 61 at the end: the later count holds.
  "anthropic-message-delta-input-tokens.jsonl": { text: "pong", usage: usage(61, 2, {}) },
  "anthropic-refusal.jsonl": { reason: "content-filter", usage: usage(18, 5) },
  "anthropic-text.jsonl": {
    text: "Hello! I'm doing well, thank you for asking. How are you doing today? Is there anything I can help you with?",
    usage: usage(12, 30),
  },
  "anthropic-tool-no-args.jsonl": {
    text: "I'll update the issue list for you.",
    calls: [["toolu_01QE1WLsSVp5hy5Q3GmGTmjP", "updateIssueList", "{}"]],
    reason: "tool-calls",
    usage: usage(565, 48),
  },
  "anthropic-web-fetch-tool.1.jsonl": {
    text: { starts: "I'll fetch the content from th", ends: "y rising sea levels.", length: 1664 },
    usage: usage(4230, 446),
    others: [
      "server_tool_use",
      "https://en.wikipedia.org/wiki/Maglemosian_culture",
      "web_fetch_tool_result",
    ],
  },
};

describe.skipIf(streams === undefined)("recorded messages (../shared/recordings)", () => {
  test("every recording has its expectation", () => {
    expect(streams?.map(({ name }) => name)).toEqual(Object.keys(WANTED));
  });

  test.each(streams ?? [])("$name, uncut", async ({ name, events }) => {
    const { headers, frames } = sseFrames(events, { named: true });
    const transport = memoryTransport(() => ({ headers, body: frames }));
    const call = new Anthropic({ apiKey: "k", transport }).createAsyncGenerator({ messages });
    expect(summaryOf(await outcome(call))).toEqual({ ...NOTHING, ...WANTED[name] });
  });

  test.each(streams ?? [])("$name, cut: never an end", async ({ events }) => {
    const report = await expectCuts({
      ...sseFrames(events, { named: true }),
      proof: events.length,
      call: (transport) =>
        new Anthropic({ apiKey: "k", transport }).createAsyncGenerator({ messages }),
    });
    expect(report).toMatchObject({ falseFinishes: [], finished: 0 });
    expect(report.cuts).toBeGreaterThan(events.length);
  });
});

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

import { Gemini } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const streams = recordings("gemini");

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
const usage = (inputTokens: number, outputTokens: number, more: object = {}): Summary["usage"] => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
  exact: true,
  ...more,
});

/** Ids are made here, since the wire sent none. */
const call = (name: string, args: string): Summary["calls"][number] => [
  expect.stringMatching(/^call_[0-9a-f]{24}$/) as string,
  name,
  args,
];

/** What each recording says, read by eye. */
const WANTED: Readonly<Record<string, Partial<Summary>>> = {
  "google-reasoning.jsonl": {
    text: 'There are **3** "r"s in strawberry.\n\nHere is the breakdown: st**r**awbe**rr**y.',
    usage: usage(9, 29 + 256, { reasoningTokens: 256 }),
    states: 1,
  },
  // Arguments come piece by piece here: `$.id` "A", then "" as its end.
  "google-stream-no-args-tool-call.jsonl": {
    reasoning: {
      starts: "**Processing User Requests**\n\n",
      ends: "el as instructed.\n\n\n",
      length: 320,
    },
    calls: [
      call("read_theme", "{}"),
      call("read_screen", '{"id":"A"}'),
      call("read_screen", '{"id":"B"}'),
      call("read_screen", '{"id":"C"}'),
    ],
    reason: "tool-calls",
    usage: usage(249, 58 + 183, { reasoningTokens: 183 }),
    states: 1,
  },
  "google-text.jsonl": {
    text: 'There are **3** "r"s in strawberry.\n\nst**r**awbe**rr**y',
    usage: usage(9, 23 + 185, { reasoningTokens: 185 }),
    states: 1,
  },
  "google-tool-call-gemini3.jsonl": {
    calls: [call("weather", '{"location":"San Francisco"}')],
    reason: "tool-calls",
    usage: usage(29, 15 + 804, { reasoningTokens: 804 }),
    states: 1,
  },
  "google-tool-call.jsonl": {
    calls: [call("weather", '{"location":"San Francisco"}')],
    reason: "tool-calls",
    usage: usage(29, 15 + 45, { reasoningTokens: 45 }),
    states: 1,
  },
};

describe.skipIf(streams === undefined)("recorded generateContent (../shared/recordings)", () => {
  test("every recording has its expectation", () => {
    expect(streams?.map(({ name }) => name)).toEqual(Object.keys(WANTED));
  });

  test.each(streams ?? [])("$name, uncut", async ({ name, events }) => {
    const { headers, frames } = sseFrames(events);
    const transport = memoryTransport(() => ({ headers, body: frames }));
    const stream = new Gemini({ apiKey: "k", transport }).createAsyncGenerator({ messages });
    expect(summaryOf(await outcome(stream))).toEqual({ ...NOTHING, ...WANTED[name] });
  });

  test.each(streams ?? [])("$name, cut: never an end", async ({ events }) => {
    const report = await expectCuts({
      ...sseFrames(events),
      proof: events.length,
      call: (transport) =>
        new Gemini({ apiKey: "k", transport }).createAsyncGenerator({ messages }),
    });
    expect(report).toMatchObject({ falseFinishes: [], finished: 0 });
    expect(report.cuts).toBeGreaterThan(events.length);
  });
});

import {
  expectCuts,
  memoryTransport,
  outcome,
  recordings,
  sseFrames,
  summaryOf,
} from "@g4f/recorded";
import type { Summary } from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { OpenAI } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const streams = recordings("openai-chat");

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
const WEATHER = ["weather", '{"location": "San Francisco"}'] as const;

/** What each recording says, read by eye. */
const WANTED: Readonly<Record<string, Partial<Summary>>> = {
  "alibaba-text.jsonl": {
    text: { starts: "## The Festival of Shared Stor", ends: 're woven together."*', length: 3771 },
    usage: usage(18, 779, { cachedTokens: 0 }),
  },
  "alibaba-tool-call.jsonl": {
    calls: [["call_eee11723464a4b9eb8cee71d", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(295, 22, { cachedTokens: 0 }),
  },
  "deepseek-tool-call.jsonl": {
    reasoning: {
      starts: "The user is asking for the wea",
      ends: ' to "San Francisco".',
      length: 191,
    },
    calls: [["call_00_ioIn7yN9p1ZOMNpDLwd4MgAF", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(339, 83, { cachedTokens: 320, reasoningTokens: 39 }),
  },
  "groq-tool-call.jsonl": {
    calls: [["tk85n1k4m", "weather", "{}"]],
    reason: "tool-calls",
    usage: usage(210, 15),
  },
  "mistral-text.jsonl": { text: "Hello, world! This is a test response.", usage: usage(13, 8) },
  "mistral-tool-call.jsonl": {
    calls: [["gSIMJiOkT", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(124, 22),
  },
  "openai-text.jsonl": {
    text: {
      starts: "**Holiday Name:** Harmony Day\n",
      ends: " and mutual respect.",
      length: 1724,
    },
    usage: usage(16, 300, { cachedTokens: 0, reasoningTokens: 0 }),
  },
  "perplexity-citations.jsonl": {
    text: "The current population of **[2][3]",
    usage: usage(10, 336),
    others: [
      "https://populationstat.com/united-states/san-francisco",
      "https://en.wikipedia.org/wiki/San_Francisco",
      "https://fred.stlouisfed.org/graph/?g=4K5j",
      "https://www.california-demographics.com/cities_by_population",
      "https://worldpopulationreview.com/us-cities/california/san-francisco",
      "https://worldpopulationreview.com/us-counties/california/san-francisco-county",
      "https://www.worldometers.info/world-population/us-population/",
    ],
  },
  // 12 + 1 + 290 = 303: reasoning is counted apart here, and part of the output in the common form.
  "xai-text.jsonl": {
    text: "Hello",
    reasoning: "First, the user said",
    usage: usage(12, 291, { cachedTokens: 11, reasoningTokens: 290 }),
  },
};

describe.skipIf(streams === undefined)("recorded chat completions (../shared/recordings)", () => {
  test("every recording has its expectation", () => {
    expect(streams?.map(({ name }) => name)).toEqual(Object.keys(WANTED));
  });

  test.each(streams ?? [])("$name, uncut", async ({ name, events }) => {
    const { headers, frames } = sseFrames(events, { done: true });
    const transport = memoryTransport(() => ({ headers, body: frames }));
    const call = new OpenAI({ apiKey: "k", transport }).createAsyncGenerator({ messages });
    expect(summaryOf(await outcome(call))).toEqual({ ...NOTHING, ...WANTED[name] });
  });

  test.each(streams ?? [])("$name, cut: never an end that upstream did not say", async (stream) => {
    const { events } = stream;
    const proof = events.findIndex((event) => /"finish_reason":"/.test(event)) + 1;
    const { cuts, finished, falseFinishes } = await expectCuts({
      ...sseFrames(events),
      proof,
      call: (transport) =>
        new OpenAI({ apiKey: "k", transport }).createAsyncGenerator({ messages }),
    });
    expect(falseFinishes).toEqual([]);
    const last = new TextEncoder().encode(`data: ${events.at(-1)}\n\n`).length;
    expect(cuts).toBe(events.length - 1 + last);
    // Behind the finish reason nothing is lost but usage: those ends are true, and warn.
    expect(finished).toBe(proof === events.length ? 0 : last);
  });

  test.each(streams ?? [])("$name, byte by byte: the same", async ({ events }) => {
    const { headers, frames } = sseFrames(events.slice(-12), { done: true });
    const bytes = new TextEncoder().encode(frames.join(""));
    const read = async (body: readonly Uint8Array[]): Promise<Summary> => {
      const transport = memoryTransport(() => ({ headers, body }));
      const provider = new OpenAI({ apiKey: "k", transport });
      return summaryOf(await outcome(provider.createAsyncGenerator({ messages })));
    };
    const whole = await read([bytes]);
    expect(await read(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });
});

import type { CallResult, UsagePart } from "@g4f/core";
import { expectCuts, memoryTransport, outcome, recordings, sseFrames } from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { OpenAI } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const streams = recordings("openai-chat");

/** What each recording says, read by eye. */
interface Wanted {
  readonly starts?: string;
  readonly ends?: string;
  readonly length?: number;
  readonly reasoning?: string;
  readonly reasoningLength?: number;
  readonly calls?: readonly (readonly [id: string, name: string, args: string])[];
  readonly reason: CallResult["finishReason"];
  readonly usage: Partial<UsagePart>;
  readonly sources?: number;
}

const usage = (
  inputTokens: number,
  outputTokens: number,
  more: object = {},
): Partial<UsagePart> => ({
  inputTokens,
  outputTokens,
  exact: true,
  ...more,
});
const WEATHER = ["weather", '{"location": "San Francisco"}'] as const;

const WANTED: Readonly<Record<string, Wanted>> = {
  "alibaba-text.jsonl": {
    starts: "## The Festival of Shared Stor",
    ends: 're woven together."*',
    length: 3771,
    reason: "stop",
    usage: usage(18, 779, { totalTokens: 797, cachedTokens: 0 }),
  },
  "alibaba-tool-call.jsonl": {
    calls: [["call_eee11723464a4b9eb8cee71d", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(295, 22, { totalTokens: 317 }),
  },
  "deepseek-tool-call.jsonl": {
    reasoning: "The user is asking f",
    reasoningLength: 191,
    calls: [["call_00_ioIn7yN9p1ZOMNpDLwd4MgAF", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(339, 83, { totalTokens: 422, cachedTokens: 320, reasoningTokens: 39 }),
  },
  "groq-tool-call.jsonl": {
    calls: [["tk85n1k4m", "weather", "{}"]],
    reason: "tool-calls",
    usage: usage(210, 15, { totalTokens: 225 }),
  },
  "mistral-text.jsonl": {
    starts: "Hello, world! This is a test response.",
    length: 38,
    reason: "stop",
    usage: usage(13, 8, { totalTokens: 21 }),
  },
  "mistral-tool-call.jsonl": {
    calls: [["gSIMJiOkT", ...WEATHER]],
    reason: "tool-calls",
    usage: usage(124, 22, { totalTokens: 146 }),
  },
  "openai-text.jsonl": {
    starts: "**Holiday Name:** Harmony Day\n",
    ends: " and mutual respect.",
    length: 1724,
    reason: "stop",
    usage: usage(16, 300, { totalTokens: 316, cachedTokens: 0, reasoningTokens: 0 }),
  },
  "perplexity-citations.jsonl": {
    starts: "The current population of **[2][3]",
    length: 34,
    reason: "stop",
    usage: usage(10, 336, { totalTokens: 346 }),
    sources: 7,
  },
  // 12 + 1 + 290 = 303: reasoning is counted apart here, and part of the output in the common form.
  "xai-text.jsonl": {
    starts: "Hello",
    length: 5,
    reasoning: "First, the user said",
    reasoningLength: 20,
    reason: "stop",
    usage: usage(12, 291, { totalTokens: 303, cachedTokens: 11, reasoningTokens: 290 }),
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
    const { result, sources, error } = await outcome(call);
    expect(error).toBeUndefined();
    const wanted = WANTED[name] as Wanted;
    expect(result?.text.startsWith(wanted.starts ?? "")).toBe(true);
    expect(result?.text.endsWith(wanted.ends ?? "")).toBe(true);
    expect(result?.text).toHaveLength(wanted.length ?? 0);
    expect(result?.reasoning.startsWith(wanted.reasoning ?? "")).toBe(true);
    expect(result?.reasoning).toHaveLength(wanted.reasoningLength ?? 0);
    const calls = result?.toolCalls.map((one) => [one.id, one.name, one.arguments]);
    expect(calls).toEqual(wanted.calls ?? []);
    expect(result?.finishReason).toBe(wanted.reason);
    expect(result?.usage).toMatchObject(wanted.usage);
    expect(sources).toHaveLength(wanted.sources ?? 0);
    expect(result?.warnings).toEqual([]);
  });

  test.each(streams ?? [])("$name, cut", async ({ events }) => {
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
    const whole = await read([bytes]);
    const single = await read(Array.from(bytes, (byte) => Uint8Array.of(byte)));
    expect(single.text).toBe(whole.text);
    expect(single.usage).toEqual(whole.usage);
    async function read(body: readonly Uint8Array[]): Promise<CallResult> {
      const transport = memoryTransport(() => ({ headers, body }));
      return await new OpenAI({ apiKey: "k", transport })
        .createAsyncGenerator({ messages })
        .collect();
    }
  });
});

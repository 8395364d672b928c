import type { CallResult, Chunk, UsagePart } from "@g4f/core";
import {
  expectCuts,
  memoryTransport,
  outcome,
  recordings,
  sseFrames,
  type Outcome,
} from "@g4f/recorded";
import { describe, expect, test } from "vitest";

import { OpenAIResponses } from "../src/index.ts";

const messages = [{ role: "user", content: "Hi" }] as const;

/** One file holds the answers of four calls in a row; each begins with `response.created`. */
function answersOf(events: readonly string[]): string[][] {
  const answers: string[][] = [];
  for (const event of events) {
    if (event.includes('"type":"response.created"')) answers.push([]);
    answers.at(-1)?.push(event);
  }
  return answers;
}

/** The first and last event of this file lack their last bracket, as they were recorded. */
const DAMAGED = "parallel-tool-call-wrapper.1.jsonl";
const mended = (event: string): string => {
  try {
    JSON.parse(event);
    return event;
  } catch {
    return `${event}}`;
  }
};

const streams = recordings("openai-responses");
const answers = (streams ?? []).flatMap(({ name, events }) =>
  answersOf(events.map(mended)).map((answer, index) => ({ name: `${name} ${index}`, answer })),
);
const good = answers.filter(({ name }) => !name.startsWith("openai-error"));

interface Wanted {
  readonly text?: string;
  readonly reasoning?: number;
  readonly calls?: readonly (readonly [id: string, name: string, args: string])[];
  readonly reason: CallResult["finishReason"];
  readonly usage: Partial<UsagePart>;
  /** Names of custom parts, media types of files. */
  readonly others?: readonly string[];
  readonly states?: number;
}

const usage = (
  inputTokens: number,
  outputTokens: number,
  totalTokens: number,
): Partial<UsagePart> => ({
  inputTokens,
  outputTokens,
  totalTokens,
  exact: true,
});
const calculator = (id: string, args: string) => [id, "calculator", args] as const;

const WANTED: Readonly<Record<string, Wanted>> = {
  "openai-apply-patch-tool.1.jsonl 0": {
    reason: "tool-calls",
    usage: usage(642, 67, 709),
    others: ["apply_patch_call"],
  },
  "openai-custom-tool.1.jsonl 0": {
    reason: "tool-calls",
    usage: usage(50, 20, 70),
    others: ["custom_tool_call"],
  },
  // The image was shortened by those who recorded it; no deltas of the empty text.
  "openai-image-generation-tool.1.jsonl 0": {
    reason: "stop",
    usage: { ...usage(2941, 1249, 4190), cachedTokens: 1920, reasoningTokens: 1024 },
    others: ["image/webp"],
  },
  "openai-phase.1.jsonl 0": {
    text: "Got itHere are a few **AI",
    reason: "stop",
    usage: { ...usage(7112, 463, 7575), cachedTokens: 3072, reasoningTokens: 64 },
  },
  "openai-reasoning-encrypted-content.1.jsonl 0": {
    reasoning: 163,
    calls: [calculator("call_AB6AaRZ1FYZB2RwS6A5vbdqn", '{"a":12,"b":7,"op":"add"}')],
    reason: "tool-calls",
    usage: usage(134, 28, 162),
    states: 1,
  },
  "openai-reasoning-encrypted-content.1.jsonl 1": {
    calls: [calculator("call_Q6pW65MUgW9vF59BmItYGos3", '{"a":19,"b":3,"op":"multiply"}')],
    reason: "tool-calls",
    usage: usage(221, 26, 247),
  },
  "openai-reasoning-encrypted-content.1.jsonl 2": {
    calls: [calculator("call_Zl5vIMnD7dVAjgU6FkhmiCZh", '{"a":57,"b":10,"op":"multiply"}')],
    reason: "tool-calls",
    usage: usage(260, 26, 286),
  },
  "openai-reasoning-encrypted-content.1.jsonl 3": {
    text: "The final result is **570**.",
    reason: "stop",
    usage: usage(299, 12, 311),
  },
  "parallel-tool-call-wrapper.1.jsonl 0": {
    calls: [
      [
        "call_parallel",
        "parallel",
        '{"tool_uses":[{"recipient_name":"functions.weather","parameters":{"location":"San Francisco"}},{"recipient_name":"functions.cityAttractions","parameters":{"city":"Rome"}}]}',
      ],
    ],
    reason: "tool-calls",
    usage: usage(34, 28, 62),
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
    const { result, chunks, error } = await play(answer);
    expect(error).toBeUndefined();
    const wanted = WANTED[name] as Wanted;
    expect(result?.text).toBe(wanted.text ?? "");
    expect(result?.reasoning).toHaveLength(wanted.reasoning ?? 0);
    const calls = result?.toolCalls.map((one) => [one.id, one.name, one.arguments]);
    expect(calls).toEqual(wanted.calls ?? []);
    expect(result?.finishReason).toBe(wanted.reason);
    expect(result?.usage).toMatchObject(wanted.usage);
    expect(chunks.flatMap(other)).toEqual(wanted.others ?? []);
    const states = result?.message.reasoning?.filter(({ state }) => state !== undefined) ?? [];
    expect(states).toHaveLength(wanted.states ?? 0);
    expect(result?.warnings).toEqual([]);
  });

  test.each(good)("$name, cut: never an end", async ({ answer }) => {
    const report = await expectCuts({
      ...sseFrames(answer, { named: true }),
      proof: answer.length,
      call: (transport) =>
        new OpenAIResponses({ apiKey: "k", transport }).createAsyncGenerator({ messages }),
    });
    expect(report.falseFinishes).toEqual([]);
    expect(report.finished).toBe(0);
    expect(report.cuts).toBeGreaterThan(answer.length);
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

function other(chunk: Chunk): string[] {
  if (typeof chunk === "string") return [];
  if (chunk.type === "custom") return [chunk.name];
  return chunk.type === "file" ? [chunk.mediaType] : [];
}

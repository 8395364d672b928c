import { ERROR_CODES } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { DIALECTS } from "../../src/dialects/dialects.ts";
import type { Script, WireEvent } from "../../src/index.ts";
import { at, word, type Told } from "./read/told.ts";
import { WIRES } from "./read/wires.ts";
import { recordingsOf } from "./recordings.ts";

const REASONS = ["stop", "length", "tool-calls", "content-filter", "unknown"] as const;

/** Everything that a script can say of a good answer. */
const EVERYTHING: Script = [
  { type: "reasoning", text: "hm " },
  { type: "text", text: "hello" },
  {
    type: "tool-calls",
    calls: [
      { id: "a", name: "f", arguments: ['{"location"', ':"here"}'] },
      { id: "b", name: "g", arguments: "{}" },
    ],
  },
  { type: "ping" },
  {
    type: "usage",
    usage: { inputTokens: 9, outputTokens: 4, cachedTokens: 2, reasoningTokens: 1 },
  },
  { type: "finish", reason: "stop" },
];

/** Fields that the service documents, and that no recording happens to have. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  gemini: [
    ".candidates[].content.parts[].functionCall.id:string",
    ".usageMetadata.cachedContentTokenCount:number",
  ],
};

/** Wires that name each event after the `type` in its data. */
const NAMED = ["openai-responses", "anthropic-messages"];

describe.each(Object.entries(WIRES))("%s", (wire, read) => {
  const recordings = recordingsOf(wire);
  const events = (script: Script): readonly WireEvent[] =>
    (DIALECTS[wire]?.encode(script, { messages: [] }) ?? []).filter(
      ({ data, comment }) => comment !== true && data !== "[DONE]",
    );
  const told = (script: Script): Told => read(events(script).map(({ data }) => JSON.parse(data)));

  test("tells what the script says", () => {
    expect(told(EVERYTHING)).toEqual({
      text: "hello",
      reasoning: "hm ",
      calls: [
        { name: "f", arguments: '{"location":"here"}' },
        { name: "g", arguments: "{}" },
      ],
      reason: expect.any(String) as string,
      usage: [9, 4],
      error: undefined,
    });
  });

  test("names events as the wire does", () => {
    for (const { data, event } of events(EVERYTHING)) {
      expect(event).toBe(NAMED.includes(wire) ? at(JSON.parse(data), "type") : undefined);
    }
  });

  test.skipIf(recordings === undefined)("has no field that was never recorded", () => {
    const known = new Set((recordings ?? []).flatMap((one) => one.events.flatMap(pathsOf)));
    const sent = new Set(events(EVERYTHING).flatMap(({ data }) => pathsOf(JSON.parse(data))));
    expect([...sent].filter((path) => !known.has(path))).toEqual(DOCUMENTED[wire] ?? []);
  });

  test.skipIf(recordings === undefined)("says what each recording says", () => {
    for (const recording of recordings ?? []) {
      const original = read(recording.events);
      const again = told(scriptOf(original, told));
      expect({ name: recording.name, ...again }).toEqual({ name: recording.name, ...original });
    }
    expect(recordings?.length).toBeGreaterThan(4);
  });
});

/** A script that says it, with reasons and codes found by what the dialect makes of them. */
function scriptOf(original: Told, told: (script: Script) => Told): Script {
  const { text, reasoning, calls, usage } = original;
  const reason = REASONS.find(
    (one) => told([{ type: "finish", reason: one }]).reason === original.reason,
  );
  const code = ERROR_CODES.find(
    (one) => told([errorStep(one)]).error === original.error && original.error !== undefined,
  );
  return [
    ...(reasoning === "" ? [] : [{ type: "reasoning", text: reasoning } as const]),
    ...(text === "" ? [] : [{ type: "text", text } as const]),
    {
      type: "tool-calls",
      calls: calls.map((call, index) => ({ id: `call-${index}`, ...call })),
    },
    ...(usage === undefined
      ? []
      : [{ type: "usage", usage: { inputTokens: usage[0], outputTokens: usage[1] } } as const]),
    ...(reason === undefined ? [] : [{ type: "finish", reason } as const]),
    ...(code === undefined ? [] : [errorStep(code)]),
  ];
}

function errorStep(code: (typeof ERROR_CODES)[number]): Script[number] {
  return { type: "error", error: { code, message: "went wrong" } };
}

/** Where an event has which kind of value, without the null ones: `message_delta.usage.output_tokens:number`. */
function pathsOf(event: unknown): readonly string[] {
  const walk = (value: unknown, path: string): readonly string[] => {
    if (value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, `${path}[]`));
    if (typeof value !== "object") return [`${path}:${typeof value}`];
    return Object.entries(value).flatMap(([key, inner]) => walk(inner, `${path}.${key}`));
  };
  return walk(event, word(event, "type") ?? word(event, "object") ?? "");
}

import type { Script } from "@g4f/conformance/testing";
import { answersOf, recordings, type RecordedAnswer } from "@g4f/recorded";

import { replayed } from "./wires.ts";

/** Wires of clients and providers of which answers were recorded. */
export const RECORDED = ["anthropic-messages", "openai-responses", "openai-chat"] as const;

type RecordedWire = (typeof RECORDED)[number] | "gemini";

/** Whether the recordings are not beside the project. */
export const MISSING: boolean = recordings("anthropic-messages") === undefined;

/** The answers that were recorded of a wire. */
export function answersIn(name: RecordedWire): readonly RecordedAnswer[] {
  const streams = recordings(name) ?? [];
  if (name === "openai-responses") return answersOf(streams);
  return streams.map((stream) => ({ name: stream.name, answer: stream.events }));
}

/** An answer as a script, with the marker behind it where its wire has one. */
export function played(name: RecordedWire, events: readonly string[]): Script {
  const script = replayed(events);
  return name === "openai-chat" ? [...script, { type: "event", data: "[DONE]" }] : script;
}

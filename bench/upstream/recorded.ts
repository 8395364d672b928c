import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { recordings } from "@g4f/recorded";

/** A recorded stream of the chat-completions wire and what it says. */
export interface Recorded {
  readonly name: string;
  /** The events that have text, in order. */
  readonly spoken: readonly { readonly event: string; readonly text: string }[];
}

interface Event {
  readonly choices?: readonly { readonly delta?: { readonly content?: unknown } }[];
}

function textOf(event: string): string {
  const { choices } = JSON.parse(event) as Event;
  const content = choices?.[0]?.delta?.content;
  return typeof content === "string" ? content : "";
}

function read(name: string, events: readonly string[]): Recorded {
  const spoken = events.map((event) => ({ event, text: textOf(event) }));
  return { name, spoken: spoken.filter(({ event, text }) => text !== "" && goesOn(event)) };
}

/** Whether the answer can go on behind the event: sent in a round, each has to be one of many. */
function goesOn(event: string): boolean {
  return !/"finish_reason":"/.test(event) && !/"usage":\{/.test(event);
}

/** The recordings beside the repository and those of `files` (one JSON event a line) that have text. */
export function recordedStreams(files: readonly string[] = []): readonly Recorded[] {
  const found = (recordings("openai-chat") ?? []).map(({ name, events }) => read(name, events));
  const given = files.map((file) => read(basename(file), linesOf(file)));
  return [...found, ...given].filter(({ spoken }) => spoken.length > 0);
}

function linesOf(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

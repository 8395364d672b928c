import type { CallResult, Part } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import { neutraliseLine } from "../screen/neutralise.ts";
import { ShownAnswer, type ShowOptions } from "../screen/shown-answer.ts";
import type { StatusLine } from "../screen/status-line.ts";
import { statusOn } from "../screen/status.ts";
import type { Terminal } from "../terminal.ts";
import { AnswerWriter } from "./answer-writer.ts";

/** How an answer is printed. */
export interface TextOptions extends ShowOptions {
  /** Who is waited for; one harmless line. */
  readonly who: string;
  /** False: all of it when it is complete. */
  readonly stream: boolean;
  /** Told of all text as it comes. */
  readonly heard?: (text: string) => void;
}

/**
 * Prints the text of a call to stdout, on stderr what is waited for, and behind the text its sources and
 * files. What was printed stays.
 */
export async function printText(
  stream: AnswerStream,
  options: TextOptions,
  terminal: Terminal,
): Promise<CallResult> {
  const { stdout, stderr, env, signal } = terminal;
  const status = await statusOn(terminal, `waiting for ${options.who}`);
  const shown = new ShownAnswer(stdout, env, options);
  const writer = new AnswerWriter(stdout, signal);
  const notes: string[] = [];
  let held = "";
  try {
    for await (const chunk of stream.chunks()) {
      const text = textOf(chunk);
      if (text === undefined) notePart(chunk as Part, notes, status);
      else options.heard?.(text);
      const words = text === undefined ? reasoningOf(chunk as Part, shown) : shown.push(text);
      if (!options.stream) held += words;
      else if (text !== undefined || words !== "") {
        status.stop();
        const waiting = writer.write(words);
        if (waiting !== undefined) await waiting;
      }
    }
  } finally {
    status.stop();
    // What had come before a failure is the user's all the same.
    await writer.write(held + shown.end());
    await writer.end();
    for (const note of notes) stderr.write(`g4f: ${neutraliseLine(note)}\n`);
  }
  return await stream.result;
}

function textOf(chunk: string | Part): string | undefined {
  if (typeof chunk === "string") return chunk;
  return chunk.type === "text" ? chunk.text : undefined;
}

function reasoningOf(part: Part, shown: ShownAnswer): string {
  return part.type === "reasoning" ? shown.reason(part.text) : "";
}

/** Usage, warnings and the rest stand in the result. */
function notePart(part: Part, notes: string[], status: StatusLine): void {
  if (part.type === "queue") {
    const size = part.size === undefined ? "" : ` of ${part.size}`;
    status.say(`place ${part.position}${size} in the queue`);
  } else if (part.type === "provider") {
    status.say(`waiting for ${neutraliseLine(part.provider)}`);
  } else if (part.type === "reasoning") {
    status.say("reasoning");
  } else if (part.type === "source") {
    notes.push(`source: ${part.url} ${part.title ?? ""}`.trimEnd());
  } else if (part.type === "file") {
    notes.push(fileNote(part));
  }
}

function fileNote({ mediaType, name = "", url, data }: Extract<Part, { type: "file" }>): string {
  const where = url ?? `${data?.length ?? 0} bytes: --json prints them`;
  return `file: ${[name, mediaType, where].filter((word) => word !== "").join(", ")}`;
}

import type { CallResult, Part } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import { createAnswerText } from "../screen/answer-text.ts";
import { isScreen } from "../screen/colour.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import type { StatusLine } from "../screen/status-line.ts";
import type { Terminal } from "../terminal.ts";
import { AnswerWriter } from "./answer-writer.ts";

/** How an answer is printed. */
export interface TextOptions {
  /** Who is waited for. */
  readonly who: string;
  /** False: all of it when it is complete. */
  readonly stream: boolean;
  /** Control characters go to a terminal too. */
  readonly raw: boolean;
  /** Told of all text as it comes. */
  readonly heard?: (text: string) => void;
}

/** Prints the text of a call to stdout, and on stderr what is waited for. What was printed stays. */
export async function printText(
  stream: AnswerStream,
  options: TextOptions,
  terminal: Terminal,
): Promise<CallResult> {
  const { stdout, env, signal } = terminal;
  const status = await statusLine(terminal, options.who);
  const shown = createAnswerText(stdout, env, options.raw);
  const writer = new AnswerWriter(stdout, signal);
  let held = "";
  try {
    for await (const chunk of stream.chunks()) {
      const text = textOf(chunk);
      if (text === undefined) {
        showPart(chunk as Part, status, options.who);
        continue;
      }
      options.heard?.(text);
      if (options.stream) {
        status.stop();
        const waiting = writer.write(shown.push(text));
        if (waiting !== undefined) await waiting;
      } else {
        held += shown.push(text);
      }
    }
  } finally {
    status.stop();
    // What had come before a failure is the user's all the same.
    await writer.write(held + shown.end());
    await writer.end();
  }
  return await stream.result;
}

/** What measures text is loaded where there is a screen to measure. */
async function statusLine({ stderr, env }: Terminal, who: string): Promise<StatusLine> {
  if (!isScreen(stderr, env)) return { say: () => {}, stop: () => {} };
  const { startStatus } = await import("../screen/status-line.ts");
  return startStatus(stderr, `waiting for ${who}`);
}

function textOf(chunk: string | Part): string | undefined {
  if (typeof chunk === "string") return chunk;
  return chunk.type === "text" ? chunk.text : undefined;
}

function showPart(part: Part, status: StatusLine, who: string): void {
  if (part.type === "queue") {
    const size = part.size === undefined ? "" : ` of ${part.size}`;
    status.say(`place ${part.position}${size} in the queue of ${who}`);
  } else if (part.type === "provider") {
    status.say(`waiting for ${neutraliseLine(part.provider)}`);
  }
}

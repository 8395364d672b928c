import { ProviderError, type CallResult, type Chunk } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import { jsonLine } from "../json-line.ts";
import type { Terminal } from "../terminal.ts";
import { AnswerWriter } from "./answer-writer.ts";

/** What is printed of an answer. */
export interface JsonOptions {
  /** False: no chunks. */
  readonly stream: boolean;
  /** False: more answers follow. */
  readonly result: boolean;
}

/**
 * Prints each chunk as a line `{ type, … }`, text as `{ type: "text", text }`, then the result as
 * `{ type: "result", … }`, or what ended the call as `{ type: "error", code, message, … }`.
 */
export async function printJson(
  stream: AnswerStream,
  options: JsonOptions,
  { stdout, signal }: Terminal,
): Promise<CallResult> {
  const writer = new AnswerWriter(stdout, signal);
  try {
    for await (const chunk of stream.chunks()) {
      if (!options.stream) continue;
      const waiting = writer.write(lineOf(chunk));
      if (waiting !== undefined) await waiting;
    }
    const result = await stream.result;
    if (options.result) await writer.write(resultLine(result));
    return result;
  } catch (error) {
    if (ProviderError.is(error)) await writer.write(`${jsonLine(errorRecord(error))}\n`);
    throw error;
  } finally {
    await writer.end();
  }
}

/** The last line of all. */
export function resultLine(result: object): string {
  return `${jsonLine({ type: "result", ...result })}\n`;
}

/** One chunk as a line. */
export function lineOf(chunk: Chunk): string {
  return `${jsonLine(typeof chunk === "string" ? { type: "text", text: chunk } : chunk)}\n`;
}

function errorRecord(error: ProviderError): object {
  const { code, message, phase, retryable, provider, partial } = error;
  const { status, retryAfterMs, requestId } = error;
  return {
    type: "error",
    code,
    message,
    phase,
    retryable,
    provider,
    status,
    retryAfterMs,
    requestId,
    partial,
  };
}

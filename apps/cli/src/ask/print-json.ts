import { ProviderError, type CallResult, type Chunk } from "@g4f/core";
import type { AnswerStream } from "@g4f/core/registry";

import { jsonLine } from "../json-line.ts";
import type { Terminal } from "../terminal.ts";
import { AnswerWriter } from "./answer-writer.ts";

/**
 * Prints each chunk as a line `{ type, … }`, text as `{ type: "text", text }`, then the result as
 * `{ type: "result", … }`, or what ended the call as `{ type: "error", code, message, … }`.
 */
export async function printJson(
  stream: AnswerStream,
  options: { readonly stream: boolean },
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
    await writer.write(`${jsonLine({ type: "result", ...result })}\n`);
    return result;
  } catch (error) {
    if (ProviderError.is(error)) await writer.write(`${jsonLine(errorRecord(error))}\n`);
    throw error;
  } finally {
    await writer.end();
  }
}

function lineOf(chunk: Chunk): string {
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

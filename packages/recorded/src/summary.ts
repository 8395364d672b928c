import type { CallResult, Chunk } from "@g4f/core";

import type { Outcome } from "./outcome.ts";

/** A text that is too long to be written out. */
export interface LongText {
  readonly starts: string;
  readonly ends: string;
  readonly length: number;
}

/** What an answer said, in a form that can be compared with what a person has read. */
export interface Summary {
  readonly text: string | LongText;
  readonly reasoning: string | LongText;
  readonly calls: readonly (readonly [id: string, name: string, args: string])[];
  readonly reason: CallResult["finishReason"] | undefined;
  readonly usage: CallResult["usage"];
  /** Names of custom parts, media types of files, URLs of sources, in order. */
  readonly others: readonly string[];
  /** How many pieces of the message hold something that must be sent back. */
  readonly states: number;
  readonly warnings: readonly string[];
  readonly error: string | undefined;
}

/** How much of a text is written out. */
const LONG = 120;

/** What a call that failed has said. */
const NOTHING = { text: "", reasoning: "", toolCalls: [], finishReason: undefined, warnings: [] };

/** What an answer said. */
export function summaryOf({ chunks, result, error }: Outcome): Summary {
  const { text, reasoning, toolCalls, finishReason, warnings } = result ?? NOTHING;
  return {
    text: said(text),
    reasoning: said(reasoning),
    calls: toolCalls.map((call) => [call.id, call.name, call.arguments]),
    reason: finishReason,
    usage: result?.usage,
    others: chunks.flatMap(other),
    states: result === undefined ? 0 : statesOf(result),
    warnings,
    error: error === undefined ? undefined : `${error.code}: ${error.message}`,
  };
}

function said(text: string): string | LongText {
  if (text.length <= LONG) return text;
  return { starts: text.slice(0, 30), ends: text.slice(-20), length: text.length };
}

function other(chunk: Chunk): string[] {
  if (typeof chunk === "string") return [];
  if (chunk.type === "custom") return [chunk.name];
  if (chunk.type === "source") return [chunk.url];
  return chunk.type === "file" ? [chunk.mediaType] : [];
}

function statesOf({ message }: CallResult): number {
  const { content, reasoning = [], toolCalls = [] } = message;
  const pieces: readonly object[] = [
    ...(Array.isArray(content) ? (content as readonly object[]) : []),
    ...reasoning,
    ...toolCalls,
  ];
  return pieces.filter((piece) => Reflect.get(piece, "state") !== undefined).length;
}

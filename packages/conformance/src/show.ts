import { inspect } from "node:util";

import type { Outcome } from "./case.ts";

const MOST = 600;

/** Any value on one line, long ones cut in the middle. */
export function show(value: unknown): string {
  const text = inspect(value, { breakLength: Infinity, depth: 6, maxStringLength: MOST });
  return cut(text);
}

/** How a call ended, in words. */
export function showOutcome({ chunks, text, error, result }: Outcome): string {
  const parts = chunks.filter((chunk) => typeof chunk !== "string");
  const read = [`text ${show(text)}`, ...(parts.length === 0 ? [] : [`parts ${show(parts)}`])];
  if (error !== undefined) return `${read.join(", ")}, then ${showError(error)}`;
  const reason = result === undefined ? "no result" : `a result of finish ${result.finishReason}`;
  return `${read.join(", ")}, then the end with ${reason}`;
}

/** An error with the fields that rules speak of. */
export function showError(error: NonNullable<Outcome["error"]>): string {
  const { code, retryable, phase, status, retryAfterMs, message } = error;
  const fields = { retryable, phase, status, retryAfterMs };
  const known = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return `the error ${code} (${known.join(", ")}): ${show(message)}`;
}

function cut(text: string): string {
  if (text.length <= MOST) return text;
  const half = MOST / 2;
  return `${text.slice(0, half)} … ${text.length - MOST} more … ${text.slice(-half)}`;
}

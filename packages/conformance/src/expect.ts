import { isDeepStrictEqual } from "node:util";

import type { CallResult, FinishReason, ProviderError } from "@g4f/core";

import { CaseFailure, type ExpectedError, type Outcome } from "./case.ts";
import { show, showError, showOutcome } from "./show.ts";

/** What a failed expectation tells; what was sent is added by the runner where it is left out. */
export type Facts = ConstructorParameters<typeof CaseFailure>[0];

/** @throws CaseFailure always. */
export function fail(facts: Facts): never {
  throw new CaseFailure(facts);
}

/** @throws CaseFailure where `condition` is false. */
export function expectThat(condition: boolean, facts: Facts | (() => Facts)): asserts condition {
  if (!condition) fail(typeof facts === "function" ? facts() : facts);
}

/** @throws CaseFailure where the two are not deeply and strictly equal. `what` names what was compared. */
export function expectEqual(received: unknown, expected: unknown, what: string): void {
  expectThat(isDeepStrictEqual(received, expected), () => ({
    message: `${what} is not what it should be`,
    received: show(received),
    expected: show(expected),
  }));
}

/**
 * `before` is what structuredClone gave. Both are clones then: under jest objects have other prototypes.
 * @throws CaseFailure where `received` is no longer so.
 */
export function expectUnchanged(received: unknown, before: unknown, what: string): void {
  expectEqual(structuredClone(received), before, what);
}

/** @throws CaseFailure where the streamed text differs. */
function expectText(outcome: Outcome, text: string): void {
  expectThat(outcome.text === text, () => ({
    message: "the text is not what upstream said",
    received: showOutcome(outcome),
    expected: `text ${show(text)}`,
  }));
}

/**
 * A call that was finished properly: no error, one finish part, last, and a result that agrees with it.
 * @throws CaseFailure where it was not, or text or finish reason differ.
 */
export function expectFinished(
  outcome: Outcome,
  want: { readonly text?: string; readonly reason?: FinishReason } = {},
): CallResult {
  const { result, error } = outcome;
  const wanted = `a finished call${want.reason === undefined ? "" : `, finish ${want.reason}`}`;
  expectThat(result !== undefined && error === undefined, () => ({
    message: "the call was not finished",
    received: showOutcome(outcome),
    expected: wanted,
  }));
  const ends = finishes(outcome);
  expectThat(ends.length === 1 && outcome.chunks.at(-1) === ends[0], () => ({
    message: "a finished call has exactly one finish part, its last",
    received: showOutcome(outcome),
    expected: wanted,
  }));
  if (want.reason !== undefined) {
    expectEqual(ends[0]?.reason, want.reason, "the reason of the finish part");
    expectEqual(result.finishReason, want.reason, "the finish reason of the result");
  }
  if (want.text !== undefined) {
    expectText(outcome, want.text);
    expectEqual(result.text, want.text, "the text of the result");
  }
  return result;
}

/**
 * A call that ended with this error, and was at no time reported as finished.
 * @throws CaseFailure where it did not, or a named field differs.
 */
export function expectError(outcome: Outcome, want: ExpectedError): ProviderError {
  const { error } = outcome;
  const expected = showExpected(want);
  expectThat(error !== undefined, () => ({
    message: "the call ended without an error",
    received: showOutcome(outcome),
    expected,
  }));
  expectThat(finishes(outcome).length === 0, () => ({
    message: "a call that failed was reported as finished before",
    received: showOutcome(outcome),
    expected: `${expected}, and no finish part`,
  }));
  expectErrorFields(error, want);
  return error;
}

/** @throws CaseFailure where a named field differs. */
export function expectErrorFields(error: ProviderError, want: ExpectedError): void {
  const wrong = FIELDS.filter((field) => !fits(want[field], error[field]));
  expectThat(wrong.length === 0, () => ({
    message: `the error has the wrong ${wrong.join(" and ")}`,
    received: showError(error),
    expected: showExpected(want),
  }));
}

const FIELDS = ["code", "retryable", "status", "phase", "retryAfterMs"] as const;

function fits(want: unknown, is: unknown): boolean {
  if (want === undefined) return true;
  return Array.isArray(want) ? want.includes(is) : want === is;
}

function finishes({ chunks }: Outcome): Extract<Outcome["chunks"][number], { type: "finish" }>[] {
  return chunks.filter((chunk) => typeof chunk !== "string" && chunk.type === "finish");
}

function showExpected(want: ExpectedError): string {
  const fields = FIELDS.flatMap((field) => {
    const value = want[field];
    if (value === undefined) return [];
    const text = Array.isArray(value) ? value.join(" or ") : String(value);
    return field === "code" ? [text] : [`${field} ${text}`];
  });
  return `an error of ${fields.join(", ")}`;
}

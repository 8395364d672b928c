import { ProviderError } from "@g4f/core";

import { CaseFailure } from "./case.ts";
import { showError } from "./show.ts";

/** What a rule was broken by, as data. */
export interface FailureFacts {
  readonly message: string;
  readonly sent?: string;
  readonly received: string;
  readonly expected: string;
  /**
   * What told: the case itself, its deadline, the watch over the process, an exception that the case did
   * not expect, or the run, which did not get to the case.
   */
  readonly by: "case" | "deadline" | "watch" | "exception" | "run";
  /** Of an exception: where it came from. */
  readonly stack?: string;
}

/** A case that did not end in time. */
export class Overdue extends CaseFailure {
  constructor(ms: number) {
    const expected = `the end of the case within ${ms} ms`;
    super({ message: `out of time: ${expected}`, received: "nothing", expected });
  }
}

/** Whatever a case threw. `sent` is for failures that do not say themselves what upstream sent. */
export function failureFacts(thrown: unknown, sent?: string): FailureFacts {
  if (ProviderError.is(thrown)) {
    const received = showError(thrown);
    const expected = "a call that does not fail here";
    return complete({ message: "the call failed", received, expected, by: "case" }, thrown, sent);
  }
  if (!(thrown instanceof CaseFailure)) {
    return complete(
      { message: "an exception", received: String(thrown), expected: "none", by: "exception" },
      thrown,
      sent,
    );
  }
  const { message, received, expected } = thrown;
  const by = thrown instanceof Overdue ? "deadline" : "case";
  return complete({ message, received, expected, by }, thrown, thrown.sent ?? sent);
}

function complete(facts: FailureFacts, thrown: unknown, sent: string | undefined): FailureFacts {
  const unexpected = facts.by === "exception" && thrown instanceof Error;
  const stack = unexpected ? thrown.stack : undefined;
  return {
    ...facts,
    ...(sent === undefined ? {} : { sent }),
    ...(stack === undefined ? {} : { stack }),
  };
}

import type { FailureCode } from "./failure.ts";

/** What is wrong with a field: not there, of another type, of another value, or nothing served here. */
export type Problem = "missing" | "type" | "value" | "unsupported";

/** What a {@link Refusal} says besides its message. */
export interface RefusalFacts {
  /** HTTP status, 4xx or 503. Default: 400. */
  readonly status?: number;
  /** Default: `invalid_request`. */
  readonly code?: FailureCode;
  /** The field of the body that is wrong, as its API writes it: `messages.0.content`. */
  readonly parameter?: string;
  readonly problem?: Problem;
  /** When it may be tried again. */
  readonly retryAfterMs?: number;
  /** With status 405: the methods that there are, `GET, HEAD`. */
  readonly allow?: string;
}

/**
 * A request that is refused before anything is sent. The message goes to the client as it is: one
 * line that says what is wrong and what would be right, without a secret.
 */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
  readonly status: number;
  readonly code: FailureCode;
  readonly parameter: string | undefined;
  readonly problem: Problem | undefined;
  readonly retryAfterMs: number | undefined;
  readonly allow: string | undefined;

  constructor(message: string, facts: RefusalFacts = {}) {
    super(message);
    this.status = facts.status ?? 400;
    this.code = facts.code ?? "invalid_request";
    this.parameter = facts.parameter;
    this.problem = facts.problem;
    this.retryAfterMs = facts.retryAfterMs;
    this.allow = facts.allow;
  }
}

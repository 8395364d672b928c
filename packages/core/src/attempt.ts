import type { ErrorCode, ErrorPhase } from "./errors.ts";

/** What an attempt failed with: the data of its error, without what was thrown. */
export interface AttemptFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly phase: ErrorPhase;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
}

/** One try of a call that a policy made, at one provider. */
export interface Attempt {
  readonly provider: string;
  /** As upstream was asked for it; empty where the provider has none. */
  readonly model: string;
  /** Which of several accounts of the provider; never its key. */
  readonly account?: string;
  /** Ms from the begin of the call to the begin of this attempt. */
  readonly afterMs: number;
  /** Ms that it took. */
  readonly ms: number;
  /** The answer came out of a cache: nothing was sent. */
  readonly cached?: true;
  /** Absent on the attempt that answered. */
  readonly error?: AttemptFailure;
}

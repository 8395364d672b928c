import { ProviderError, type ErrorCode, type PartialResult } from "./errors.ts";
import { isNetworkError, networkError, plainCause } from "./http/network-error.ts";

/** What the engine knows when something was thrown. */
export interface FailureFacts {
  readonly provider: string;
  /** Content was delivered: nothing may be sent again. */
  readonly committed: boolean;
  readonly partial: PartialResult;
  readonly redact: (text: string) => string;
  /** What would help with this code, to follow the message; empty where nothing would. */
  readonly hint?: ((code: ErrorCode) => string) | undefined;
}

/** Any thrown value as the one error of the call: redacted, with what had been delivered. */
export function mapError(thrown: unknown, facts: FailureFacts): ProviderError {
  const known = ProviderError.is(thrown) ? thrown : fromForeign(thrown, facts);
  const { redact, hint } = facts;
  const message = `${known.message}${hint?.(known.code) ?? ""}`;
  return new ProviderError(known.code, redact(message).trim().replaceAll(/\s+/g, " "), {
    provider: known.provider ?? facts.provider,
    phase: known.phase,
    retryable: !facts.committed && known.retryable,
    partial: facts.partial,
    ...(known.status === undefined ? {} : { status: known.status }),
    ...(known.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
    ...(known.attempts === undefined ? {} : { attempts: known.attempts }),
    ...(known.requestId === undefined ? {} : { requestId: redact(known.requestId) }),
    ...(known.cause === undefined ? {} : { cause: redactCause(known.cause, redact) }),
  });
}

function fromForeign(thrown: unknown, { provider, committed }: FailureFacts): ProviderError {
  const phase = committed ? "stream" : "first_event";
  if (isNetworkError(thrown)) return networkError(thrown, { host: provider, phase });
  const [code, words] = describe(thrown);
  return new ProviderError(code, `${provider}: ${words}`, {
    provider,
    phase,
    retryable: false,
    cause: thrown,
  });
}

function describe(thrown: unknown): [ErrorCode, string] {
  if (thrown instanceof SyntaxError) return ["protocol", "upstream sent data that does not parse"];
  if (thrown instanceof Error) {
    if (thrown.name === "TimeoutError") return ["timeout", thrown.message];
    return ["upstream", `the provider failed: ${thrown.message || thrown.name}`];
  }
  return ["upstream", `the provider threw ${thrown === null ? "null" : `a ${typeof thrown}`}`];
}

/** A copy of a cause that keeps name, message, code and stack, redacted, and nothing else. */
export function redactCause(cause: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (typeof cause === "string") return redact(cause);
  if (!(cause instanceof Error)) return undefined;
  const copy = plainCause(cause);
  copy.message = redact(copy.message);
  if (cause.stack !== undefined) copy.stack = redact(cause.stack);
  if (cause.cause !== undefined && depth < 5) {
    const inner = redactCause(cause.cause, redact, depth + 1);
    if (inner !== undefined) copy.cause = inner;
  }
  return copy;
}

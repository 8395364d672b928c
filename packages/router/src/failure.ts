import type { AttemptFailure, ProviderError } from "@g4f/core";

/** The data of an error as an attempt is told of by: plain, and short. */
export function failureOf(error: ProviderError): AttemptFailure {
  const { code, message, phase, status, retryAfterMs, requestId } = error;
  return {
    code,
    message,
    phase,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

import { ProviderError, type ErrorPhase } from "./errors.ts";

/** The reader wants no more: nobody hears of it but who asks for the result. */
export function leftError(): ProviderError {
  return new ProviderError("aborted", "the reader left before the end", { phase: "close" });
}

/** The caller's signal was aborted. */
export function abortError(signal: AbortSignal | undefined, phase: ErrorPhase): ProviderError {
  const cause: unknown = signal?.reason;
  return new ProviderError("aborted", "the call was aborted by its signal", {
    phase,
    ...(cause instanceof Error ? { cause } : {}),
  });
}

/** The hook was done without a finish, where that proves nothing. */
export function truncatedError(committed: boolean): ProviderError {
  return new ProviderError("truncated", "the stream ended before the provider's end marker", {
    phase: committed ? "stream" : "first_event",
    retryable: true,
  });
}

import { ProviderError, type ErrorCode } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import { Refusal, type Problem } from "./refusal.ts";

/**
 * What went wrong: a code of a `ProviderError`, `not_found` for a route or an object that is not there
 * (models have their own code), `method_not_allowed` for a method that a path does not have, or
 * `internal` for a fault of the gateway itself.
 */
export type FailureCode = ErrorCode | "not_found" | "method_not_allowed" | "internal";

/** An error as every face tells it: of a provider, of a refused request, or of the gateway itself. */
export interface Failure {
  /** HTTP status. */
  readonly status: number;
  readonly code: FailureCode;
  /** For people; one line, without a secret. */
  readonly message: string;
  /** The field of the body that is wrong. */
  readonly parameter?: string;
  /** What is wrong with it. */
  readonly problem?: Problem;
  readonly retryAfterMs?: number;
  /** With status 405: the methods that there are, `GET, HEAD`. */
  readonly allow?: string;
  /** Whether the same request may succeed when it is sent again. */
  readonly retryable: boolean;
  readonly requestId: string;
}

/**
 * The HTTP status of each code. `auth` is the gateway's own key, refused upstream: to answer 401 would
 * blame the key of the client, which is good.
 */
export const FAILURE_STATUS: Readonly<Record<FailureCode, number>> = {
  invalid_request: 400,
  not_supported: 400,
  context_length: 400,
  content_filter: 400,
  permission: 403,
  model_not_found: 404,
  not_found: 404,
  method_not_allowed: 405,
  model_gone: 410,
  quota: 429,
  rate_limit: 429,
  aborted: 499,
  internal: 500,
  auth: 502,
  network: 502,
  protocol: 502,
  truncated: 502,
  upstream: 502,
  overloaded: 503,
  timeout: 504,
};

/** What `thrown` is to the client. Whatever is no error of a provider and no refusal is `internal`. */
export function failureOf(thrown: unknown, requestId: string): Failure {
  if (thrown instanceof Refusal) return ofRefusal(thrown, requestId);
  if (ProviderError.is(thrown)) return ofProvider(thrown, requestId);
  const message = `the gateway failed to answer; its log tells more under ${requestId}`;
  return { status: 500, code: "internal", message, retryable: false, requestId };
}

function ofRefusal(refusal: Refusal, requestId: string): Failure {
  const { status, code, message, parameter, problem, retryAfterMs, allow } = refusal;
  const retryable = retryAfterMs !== undefined;
  const told = { status, code, message, parameter, problem, retryAfterMs, allow };
  return defined({ ...told, retryable, requestId });
}

function ofProvider(error: ProviderError, requestId: string): Failure {
  const { code, message, retryable, retryAfterMs, provider } = error;
  // Most messages say whose they are.
  const isNamed = provider === undefined || message.startsWith(provider);
  return defined({
    status: FAILURE_STATUS[code],
    code,
    message: isNamed ? message : `${provider}: ${message}`,
    retryAfterMs,
    retryable,
    requestId,
  });
}

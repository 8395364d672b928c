import type { Failure, FailureCode } from "../../failure.ts";

const TYPES: Readonly<Record<FailureCode, string>> = {
  invalid_request: "invalid_request_error",
  not_supported: "invalid_request_error",
  context_length: "invalid_request_error",
  content_filter: "invalid_request_error",
  permission: "permission_error",
  model_not_found: "not_found_error",
  not_found: "not_found_error",
  method_not_allowed: "invalid_request_error",
  model_gone: "not_found_error",
  quota: "billing_error",
  rate_limit: "rate_limit_error",
  overloaded: "overloaded_error",
  timeout: "timeout_error",
  aborted: "api_error",
  internal: "api_error",
  auth: "api_error",
  network: "api_error",
  protocol: "api_error",
  truncated: "api_error",
  upstream: "api_error",
};

/** Statuses that say more than the code. */
const OF_STATUS: Readonly<Record<number, string>> = {
  401: "authentication_error",
  413: "request_too_large",
};

/** An error as Anthropic tells it, as a body and as an event. */
export function errorOf({ code, status, message, requestId }: Failure): {
  readonly type: "error";
  readonly error: { readonly type: string; readonly message: string };
  readonly request_id: string;
} {
  const type = OF_STATUS[status] ?? TYPES[code];
  return { type: "error", error: { type, message }, request_id: requestId };
}

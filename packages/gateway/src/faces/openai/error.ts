import type { Failure, FailureCode } from "../../failure.ts";
import type { Problem } from "../../refusal.ts";

/** An error as both of OpenAI's APIs tell it. */
export interface OpenAIError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** The type and code of each failure; where OpenAI has no code of its own, ours tells more than none. */
const FORMS: Readonly<Record<FailureCode, readonly [type: string, code: string | null]>> = {
  invalid_request: ["invalid_request_error", null],
  not_supported: ["invalid_request_error", "not_supported"],
  context_length: ["invalid_request_error", "context_length_exceeded"],
  content_filter: ["invalid_request_error", "content_filter"],
  permission: ["permission_error", "permission_denied"],
  model_not_found: ["invalid_request_error", "model_not_found"],
  not_found: ["invalid_request_error", null],
  method_not_allowed: ["invalid_request_error", "method_not_supported"],
  model_gone: ["invalid_request_error", "model_deprecated"],
  quota: ["insufficient_quota", "insufficient_quota"],
  rate_limit: ["rate_limit_error", "rate_limit_exceeded"],
  aborted: ["server_error", "aborted"],
  internal: ["server_error", null],
  auth: ["server_error", "upstream_auth"],
  network: ["server_error", "network"],
  protocol: ["server_error", "protocol"],
  truncated: ["server_error", "truncated"],
  upstream: ["server_error", "upstream"],
  overloaded: ["server_error", "overloaded"],
  timeout: ["server_error", "timeout"],
};

const PROBLEMS: Readonly<Record<Problem, string>> = {
  missing: "missing_required_parameter",
  type: "invalid_type",
  value: "invalid_value",
  unsupported: "unsupported_parameter",
};

/** A failure in OpenAI's form. */
export function openaiError(failure: Failure): OpenAIError {
  const { message, parameter, status } = failure;
  const [type] = FORMS[failure.code];
  return {
    message,
    type: status === 401 ? "invalid_request_error" : type,
    param: parameter ?? null,
    code: codeOf(failure),
  };
}

function codeOf({ code, parameter, problem, status }: Failure): string | null {
  if (status === 401) return "invalid_api_key";
  if (problem !== undefined) return PROBLEMS[problem];
  if (parameter === "previous_response_id") return "previous_response_not_found";
  return FORMS[code][1];
}

/** The body of an HTTP error of either API. */
export function openaiErrorBody(failure: Failure): object {
  return { error: openaiError(failure) };
}

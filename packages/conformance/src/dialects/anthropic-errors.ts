import type { ErrorCode } from "@g4f/core";

import type { ScriptError } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";

/** What Anthropic calls an error. */
const TYPES: Readonly<Partial<Record<ErrorCode, string>>> = {
  invalid_request: "invalid_request_error",
  auth: "authentication_error",
  permission: "permission_error",
  quota: "billing_error",
  rate_limit: "rate_limit_error",
  context_length: "invalid_request_error",
  model_not_found: "not_found_error",
  model_gone: "not_found_error",
  content_filter: "invalid_request_error",
  overloaded: "overloaded_error",
  timeout: "timeout_error",
};

/** Kinds that have no type of their own: only the words of the message tell of them. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  context_length: "prompt is too long: 208310 tokens > 200000 maximum",
  model_gone: "the model has been retired",
  content_filter: "Output blocked by content filtering policy",
};

/** An error as Anthropic writes it, in a body and in a stream alike. */
export function anthropicError({ code, message }: ScriptError): JsonRecord {
  const words = WORDS[code];
  return {
    type: TYPES[code] ?? "api_error",
    message: words === undefined ? message : `${words}: ${message}`,
  };
}

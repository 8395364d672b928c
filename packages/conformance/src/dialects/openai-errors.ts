import type { ErrorCode } from "@g4f/core";

import type { ScriptError } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";

/** What OpenAI calls an error: its type, and its code where it has one. */
const NAMES: Readonly<Partial<Record<ErrorCode, readonly [type: string, code?: string]>>> = {
  invalid_request: ["invalid_request_error"],
  auth: ["invalid_request_error", "invalid_api_key"],
  permission: ["permission_error", "permission_denied"],
  quota: ["insufficient_quota", "insufficient_quota"],
  rate_limit: ["requests", "rate_limit_exceeded"],
  context_length: ["invalid_request_error", "context_length_exceeded"],
  content_filter: ["invalid_request_error", "content_filter"],
  model_not_found: ["invalid_request_error", "model_not_found"],
  model_gone: ["invalid_request_error", "model_deprecated"],
  overloaded: ["server_error", "server_overloaded"],
  timeout: ["server_error", "timeout"],
};

/** An error as OpenAI writes it, in a body and in a stream alike. */
export function openaiError({ code, message }: ScriptError): JsonRecord {
  const [type, name = null] = NAMES[code] ?? ["server_error"];
  return { message, type, param: null, code: name };
}

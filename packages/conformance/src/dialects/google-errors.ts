import type { ErrorCode } from "@g4f/core";

import type { ScriptError } from "../script.ts";
import type { JsonRecord } from "./json-record.ts";

/** What Google calls an error, and the HTTP status that goes with it. */
const NAMES: Readonly<Partial<Record<ErrorCode, readonly [status: string, code: number]>>> = {
  invalid_request: ["INVALID_ARGUMENT", 400],
  auth: ["UNAUTHENTICATED", 401],
  permission: ["PERMISSION_DENIED", 403],
  quota: ["RESOURCE_EXHAUSTED", 429],
  rate_limit: ["RESOURCE_EXHAUSTED", 429],
  context_length: ["INVALID_ARGUMENT", 400],
  model_not_found: ["NOT_FOUND", 404],
  model_gone: ["NOT_FOUND", 404],
  content_filter: ["INVALID_ARGUMENT", 400],
  overloaded: ["UNAVAILABLE", 503],
  timeout: ["DEADLINE_EXCEEDED", 504],
};

/** Kinds that share their status with another: only the words of the message tell of them. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  quota: "You exceeded your current quota, please check your plan and billing details",
  context_length: "The input token count exceeds the maximum number of tokens allowed",
  model_not_found: "model is not found for API version v1beta",
  model_gone: "the model is no longer available",
  content_filter: "blocked by content_filter",
};

/** An error as Google's APIs write it, in a body and in a stream alike. */
export function googleError({ code, message }: ScriptError): JsonRecord {
  const [status, number] = NAMES[code] ?? ["INTERNAL", 500];
  const words = WORDS[code];
  return {
    code: number,
    message: words === undefined ? message : `${words}: ${message}`,
    status,
  };
}

import type { FinishReason, Usage } from "@g4f/core";

import type { AnswerHead } from "../../face.ts";
import type { Failure } from "../../failure.ts";
import type { RequestObject } from "../request-object.ts";
import type { ResponsesRequest } from "./read.ts";

/** A response, or an item of one, as the API has it. */
export type Json = Readonly<Record<string, unknown>>;

/** How far a response is. */
type Status = "in_progress" | "completed" | "incomplete" | "failed";

/** The id of a response. */
function responseId({ id }: AnswerHead): string {
  return `resp_${id}`;
}

/** What a response says of itself from its beginning: what was asked, as it was asked. */
export function responseHead(asked: ResponsesRequest, answer: AnswerHead): Json {
  const { original: given } = asked;
  return {
    id: responseId(answer),
    object: "response",
    created_at: Math.floor(answer.createdAt / 1000),
    status: "in_progress",
    access_programs: null,
    background: false,
    error: null,
    incomplete_details: null,
    instructions: asked.instructions,
    max_output_tokens: given["max_output_tokens"] ?? null,
    max_tool_calls: given["max_tool_calls"] ?? null,
    model: answer.model,
    output: [],
    parallel_tool_calls: given["parallel_tool_calls"] ?? true,
    previous_response_id: asked.previousId,
    reasoning: { effort: null, summary: null, ...Object(given["reasoning"]) },
    store: asked.store,
    temperature: given["temperature"] ?? null,
    text: { format: { type: "text" }, ...withoutNulls(Object(given["text"])) },
    tool_choice: given["tool_choice"] ?? "auto",
    tools: ((given["tools"] ?? []) as readonly RequestObject[]).map(toolOf),
    top_logprobs: given["top_logprobs"] ?? 0,
    top_p: given["top_p"] ?? null,
    truncation: given["truncation"] ?? "disabled",
    ...(typeof given["user"] === "string" ? { user: given["user"] } : {}),
    metadata: given["metadata"] ?? {},
  };
}

function withoutNulls(fields: RequestObject): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function toolOf(tool: RequestObject): Json {
  if (tool["type"] !== "function") return tool;
  return { description: null, parameters: null, strict: null, ...tool };
}

/** Why a response is incomplete; of those not listed it is complete. */
const INCOMPLETE: Readonly<Partial<Record<FinishReason, string>>> = {
  length: "max_output_tokens",
  "content-filter": "content_filter",
};

/** What the end of an answer adds to its response. */
export function ended(reason: FinishReason, usage: Usage | undefined): Json {
  const why = INCOMPLETE[reason];
  const status: Status = why === undefined ? "completed" : "incomplete";
  return {
    status,
    incomplete_details: why === undefined ? null : { reason: why },
    ...(usage === undefined ? {} : { usage: usageOf(usage) }),
  };
}

function usageOf(usage: Usage): Json {
  const { inputTokens = 0, outputTokens = 0, cachedTokens = 0, reasoningTokens = 0 } = usage;
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedTokens, cache_write_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: usage.totalTokens ?? inputTokens + outputTokens,
  };
}

const FAILED_CODES: Readonly<Partial<Record<Failure["code"], string>>> = {
  rate_limit: "rate_limit_exceeded",
  quota: "rate_limit_exceeded",
  invalid_request: "invalid_prompt",
  not_supported: "invalid_prompt",
  context_length: "invalid_prompt",
  content_filter: "invalid_prompt",
};

/** What a failure adds; the API has few codes here, the event before it tells the exact one. */
export function failed({ code, message }: Failure): Json {
  return { status: "failed", error: { code: FAILED_CODES[code] ?? "server_error", message } };
}

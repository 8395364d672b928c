import type { CallResult, FinishReason, ToolCall } from "@g4f/core";

import type { AnswerHead } from "../../face.ts";
import { toolInput } from "../tool-input.ts";

/** What a message says; fields that are absent say nothing. */
export interface Said {
  readonly content: string;
  readonly thinking?: string;
  readonly tool_calls?: readonly object[];
}

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  // The API knows no reason of its own for these.
  "tool-calls": "stop",
  "content-filter": "content_filter",
  unknown: "unknown",
};

/** How every line begins. */
export function headOf({ model, createdAt }: AnswerHead): object {
  return { model, created_at: new Date(createdAt).toISOString() };
}

/** A line that says something. */
export function lineOf(answer: AnswerHead, said: Said): object {
  return { ...headOf(answer), message: { role: "assistant", ...said }, done: false };
}

/** The last line. Of the times only the whole one is known here, in ns. */
export function lastOf(
  answer: AnswerHead,
  said: Said,
  { finishReason, usage }: CallResult,
): object {
  return {
    ...lineOf(answer, said),
    done: true,
    done_reason: REASONS[finishReason],
    total_duration: Math.max(0, Date.now() - answer.createdAt) * 1_000_000,
    ...(usage?.inputTokens === undefined ? {} : { prompt_eval_count: usage.inputTokens }),
    ...(usage?.outputTokens === undefined ? {} : { eval_count: usage.outputTokens }),
  };
}

/** A call as it stands in a message. @throws ProviderError `protocol` where its arguments are no object. */
export function toolCallOf(
  call: Pick<ToolCall, "id" | "name" | "arguments">,
  index: number,
): object {
  return { id: call.id, function: { index, name: call.name, arguments: toolInput(call) } };
}

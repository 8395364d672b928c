import type { FinishReason } from "@g4f/core";

import type { Asked, Dialect } from "../dialect.ts";
import type { Script, ScriptUsage } from "../script.ts";
import { functionsOf, modelOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";
import {
  contentText,
  isRecord,
  pick,
  recordsOf,
  stringOf,
  type JsonRecord,
} from "./json-record.ts";
import { openaiError } from "./openai-errors.ts";
import { ResponsesItems } from "./responses-items.ts";
import type { Say } from "./say.ts";
import { wholeAnswer } from "./script-parts.ts";

/** Why a response is incomplete; those that are not listed are complete. */
const INCOMPLETE: Readonly<Partial<Record<FinishReason, string>>> = {
  length: "max_output_tokens",
  "content-filter": "content_filter",
  unknown: "something_new",
};

const SAMPLING = { temperature: "temperature", top_p: "topP", max_output_tokens: "maxTokens" };

/** OpenAI's Responses API. https://platform.openai.com/docs/api-reference/responses-streaming */
export const openaiResponses: Dialect = defineDialect({
  name: "openai-responses",
  framing: "sse",
  terminator: "finish",
  abilities: [
    "reasoning",
    "tools",
    "parallel-tools",
    "tool-arguments-text",
    "usage",
    "error",
    "error-kinds",
    "finish-reasons",
    "json",
    "sampling",
    "system",
    "history",
  ],
  basePath: "/v1",
  path: "/responses",
  ask,
  say,
  eventName: (data) => stringOf(data["type"]),
  sequence: "sequence_number",
  errorBody: (error) => ({ error: openaiError(error) }),
  whole,
});

function ask(body: JsonRecord): Asked {
  const { instructions, input } = body;
  const { effort } = isRecord(body["reasoning"]) ? body["reasoning"] : {};
  return {
    ...modelOf(body),
    messages: [
      ...(typeof instructions === "string" ? [{ role: "system", text: instructions }] : []),
      ...(typeof input === "string" ? [{ role: "user", text: input }] : itemsOf(input)),
    ],
    tools: functionsOf(body["tools"]),
    sampling: {
      ...pick(body, SAMPLING),
      ...(effort === undefined ? {} : { reasoningEffort: effort }),
    },
    stream: body["stream"] === true,
  };
}

/** The messages among the items; the results of tools count as such. */
function itemsOf(input: unknown): Asked["messages"] {
  return recordsOf(input).flatMap(({ type, role, content, output }) => {
    if (type === "function_call_output") return [{ role: "tool", text: contentText(output) }];
    return typeof role === "string" ? [{ role, text: contentText(content) }] : [];
  });
}

function say(asked: Asked, script: Script): Say {
  const items = new ResponsesItems();
  const { usage } = wholeAnswer(script);
  return {
    open: () => [
      { type: "response.created", response: responseOf(asked, "in_progress", []) },
      { type: "response.in_progress", response: responseOf(asked, "in_progress", []) },
    ],
    text: ({ text }) => items.say("message", text),
    reasoning: ({ text }) => items.say("reasoning", text),
    "tool-calls": ({ calls }) => items.call(calls),
    finish: ({ reason }) => [...items.stop(), lastOf(ended(asked, items.done, reason, usage))],
    error: ({ error }) => {
      const { code, message } = openaiError(error);
      const failed = { ...responseOf(asked, "failed", []), error: { code, message } };
      return [{ type: "error", error: openaiError(error) }, lastOf(failed)];
    },
  };
}

type Status = "in_progress" | "completed" | "incomplete" | "failed";

function responseOf(
  { model = "simulated-1" }: Asked,
  status: Status,
  output: readonly JsonRecord[],
): JsonRecord {
  return {
    id: "resp_simulated",
    object: "response",
    created_at: 1_700_000_000,
    status,
    error: null,
    incomplete_details: null,
    model,
    output,
    usage: null,
  };
}

/** The response as it is in the end. */
function ended(
  asked: Asked,
  output: readonly JsonRecord[],
  reason: FinishReason,
  usage: ScriptUsage | undefined,
): JsonRecord {
  const why = INCOMPLETE[reason];
  return {
    ...responseOf(asked, why === undefined ? "completed" : "incomplete", output),
    incomplete_details: why === undefined ? null : { reason: why },
    ...(usage === undefined ? {} : { usage: usageOf(usage) }),
  };
}

function lastOf(response: JsonRecord): JsonRecord {
  return { type: `response.${String(response["status"])}`, response };
}

function usageOf({
  inputTokens,
  outputTokens,
  cachedTokens = 0,
  reasoningTokens = 0,
}: ScriptUsage): JsonRecord {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  };
}

function whole(script: Script, asked: Asked): JsonRecord {
  const { text, reasoning, calls, usage, reason = "stop" } = wholeAnswer(script);
  const items = new ResponsesItems();
  if (reasoning !== "") items.say("reasoning", reasoning);
  if (text !== "") items.say("message", text);
  if (calls.length > 0) items.call(calls);
  items.stop();
  return ended(asked, items.done, reason, usage);
}

import type { FinishReason } from "@g4f/core";

import type { Asked, Dialect, WireReply, WireRequest } from "../dialect.ts";
import type { Script, ScriptUsage } from "../script.ts";
import { askOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";
import type { JsonRecord } from "./json-record.ts";
import { openaiError } from "./openai-errors.ts";
import type { Said, Say } from "./say.ts";
import { argumentText, byTurns, wholeAnswer, type StepOf } from "./script-parts.ts";

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
  unknown: "something_new",
};

/** OpenAI's chat completions, as their hosts and imitators speak them: platform.openai.com/docs/api-reference/chat-streaming */
export const openaiChat: Dialect = defineDialect({
  name: "openai-chat",
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
  path: "/chat/completions",
  ask: (body) => ({ ...askOf(body), stream: body["stream"] === true }),
  leadUp: listModels,
  say,
  marker: "[DONE]",
  errorBody: (error) => ({ error: openaiError(error) }),
  whole,
});

function listModels({ method, path }: WireRequest): WireReply | undefined {
  if (method !== "GET" || path !== "/v1/models") return undefined;
  return { status: 200, body: JSON.stringify({ object: "list", data: [{ id: MODEL }] }) };
}

const MODEL = "simulated-1";
const HEAD = { id: "chatcmpl-simulated", created: 1_700_000_000 };

function say({ model = MODEL }: Asked): Say {
  const head = { ...HEAD, object: "chat.completion.chunk", model };
  const chunk = (delta: JsonRecord, reason: string | null = null): JsonRecord => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  });
  let told = 0;
  const toolCalls = ({ calls }: StepOf<"tool-calls">): Said => {
    const first = told;
    told += calls.length;
    const openings = calls.map(({ id, name }, place) => ({
      index: first + place,
      id,
      type: "function",
      function: { name, arguments: "" },
    }));
    const pieces = byTurns(calls).map(({ index, piece }) => ({
      index: first + index,
      function: { arguments: piece },
    }));
    return [...openings, ...pieces].map((call) => chunk({ tool_calls: [call] }));
  };
  return {
    open: () => chunk({ role: "assistant", content: "" }),
    text: ({ text }) => chunk({ content: text }),
    reasoning: ({ text }) => chunk({ reasoning_content: text }),
    "tool-calls": toolCalls,
    usage: ({ usage }) => ({ ...head, choices: [], usage: usageOf(usage) }),
    finish: ({ reason }) => chunk({}, REASONS[reason]),
    error: ({ error }) => ({ error: openaiError(error) }),
  };
}

function usageOf({
  inputTokens,
  outputTokens,
  cachedTokens = 0,
  reasoningTokens = 0,
}: ScriptUsage): JsonRecord {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

function whole(script: Script, { model = MODEL }: Asked): JsonRecord {
  const { text, reasoning, calls, usage, reason = "stop" } = wholeAnswer(script);
  const toolCalls = calls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: argumentText(call) },
  }));
  const message = {
    role: "assistant",
    content: text === "" ? null : text,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
  };
  return {
    ...HEAD,
    object: "chat.completion",
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: REASONS[reason] }],
    ...(usage === undefined ? {} : { usage: usageOf(usage) }),
  };
}

import type { FinishReason } from "@g4f/core";

import type { Asked, Dialect } from "../dialect.ts";
import type { Script, ScriptUsage } from "../script.ts";
import { AnthropicBlocks } from "./anthropic-blocks.ts";
import { anthropicError } from "./anthropic-errors.ts";
import { messagesOf, modelOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";
import { contentText, pick, recordsOf, stringOf, type JsonRecord } from "./json-record.ts";
import type { Say } from "./say.ts";
import { argumentValue, wholeAnswer } from "./script-parts.ts";

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  "tool-calls": "tool_use",
  "content-filter": "refusal",
  unknown: "something_new",
};

const SAMPLING = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  max_tokens: "maxTokens",
  stop_sequences: "stop",
};

/** Anthropic's messages; `message_stop` is the only proof of the end. https://docs.anthropic.com/en/api/messages-streaming */
export const anthropicMessages: Dialect = defineDialect({
  name: "anthropic-messages",
  framing: "sse",
  terminator: "finish",
  proof: "marker",
  abilities: [
    "reasoning",
    "tools",
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
  path: "/messages",
  ask,
  say,
  marker: { type: "message_stop" },
  eventName: (data) => stringOf(data["type"]),
  errorBody: (error) => ({ type: "error", error: anthropicError(error) }),
  whole,
});

function ask(body: JsonRecord): Asked {
  const system = contentText(body["system"]);
  return {
    ...modelOf(body),
    messages: [
      ...(system === "" ? [] : [{ role: "system", text: system }]),
      ...messagesOf(body["messages"]),
    ],
    tools: recordsOf(body["tools"]).map(({ name, input_schema }) => ({
      name: stringOf(name) ?? "",
      parameters: input_schema,
    })),
    sampling: pick(body, SAMPLING),
    stream: body["stream"] === true,
  };
}

const MODEL = "simulated-1";

function say({ model = MODEL }: Asked, script: Script): Say {
  const blocks = new AnthropicBlocks();
  const { usage } = wholeAnswer(script);
  const message = { id: "msg_simulated", type: "message", role: "assistant", model, content: [] };
  const counted = usage === undefined ? {} : { usage: { ...usageOf(usage), output_tokens: 1 } };
  return {
    open: () => ({
      type: "message_start",
      message: { ...message, stop_reason: null, stop_sequence: null, ...counted },
    }),
    text: ({ text }) => blocks.text(text),
    reasoning: ({ text }) => blocks.thinking(text),
    "tool-calls": ({ calls }) => calls.flatMap((call) => blocks.toolUse(call)),
    finish: ({ reason }) => [
      ...blocks.stop(),
      {
        type: "message_delta",
        delta: { stop_reason: REASONS[reason], stop_sequence: null },
        ...(usage === undefined ? {} : { usage: usageOf(usage) }),
      },
    ],
    ping: () => ({ type: "ping" }),
    error: ({ error }) => ({ type: "error", error: anthropicError(error) }),
  };
}

/** What was read from a cache is not part of `input_tokens` here. */
function usageOf({ inputTokens, outputTokens, cachedTokens = 0 }: ScriptUsage): JsonRecord {
  return {
    input_tokens: inputTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: outputTokens,
  };
}

function whole(script: Script, { model = MODEL }: Asked): JsonRecord {
  const { text, reasoning, calls, usage, reason = "stop" } = wholeAnswer(script);
  const content = [
    ...(reasoning === "" ? [] : [{ type: "thinking", thinking: reasoning, signature: "c2ln" }]),
    ...(text === "" ? [] : [{ type: "text", text }]),
    ...calls.map((call) => ({
      type: "tool_use",
      id: call.id,
      name: call.name,
      input: argumentValue(call),
    })),
  ];
  return {
    id: "msg_simulated",
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason: REASONS[reason],
    stop_sequence: null,
    ...(usage === undefined ? {} : { usage: usageOf(usage) }),
  };
}

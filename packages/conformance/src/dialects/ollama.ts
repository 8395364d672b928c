import type { FinishReason } from "@g4f/core";

import type { Asked, Dialect, WireReply, WireRequest } from "../dialect.ts";
import type { Script } from "../script.ts";
import { functionsOf, messagesOf, modelOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";
import { isRecord, pick, type JsonRecord } from "./json-record.ts";
import type { Say } from "./say.ts";
import { argumentValue, wholeAnswer, type StepOf, type WholeAnswer } from "./script-parts.ts";

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "stop",
  "content-filter": "stop",
  unknown: "something_new",
};

const SAMPLING = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  num_predict: "maxTokens",
  stop: "stop",
  seed: "seed",
  presence_penalty: "presencePenalty",
  frequency_penalty: "frequencyPenalty",
};

/** Ollama's own chat: one JSON object a line. https://github.com/ollama/ollama/blob/main/docs/api.md */
export const ollama: Dialect = defineDialect({
  name: "ollama",
  framing: "ndjson",
  terminator: "finish",
  abilities: ["reasoning", "tools", "usage", "error", "json", "sampling", "system", "history"],
  path: "/api/chat",
  ask,
  leadUp,
  say,
  errorBody: ({ message }) => ({ error: message }),
  whole,
});

function ask(body: JsonRecord): Asked {
  const options = isRecord(body["options"]) ? body["options"] : {};
  return {
    ...modelOf(body),
    messages: messagesOf(body["messages"]),
    tools: functionsOf(body["tools"]),
    sampling: pick(options, SAMPLING),
    stream: body["stream"] !== false,
  };
}

function leadUp({ method, path }: WireRequest): WireReply | undefined {
  if (method !== "GET") return undefined;
  if (path === "/api/version") return { status: 200, body: '{"version":"0.14.0"}' };
  if (path === "/api/tags") return { status: 200, body: `{"models":[{"name":"${MODEL}"}]}` };
  return undefined;
}

const MODEL = "simulated:1b";

function say(asked: Asked, script: Script): Say {
  return {
    text: ({ text }) => line(asked, { content: text }),
    reasoning: ({ text }) => line(asked, { content: "", thinking: text }),
    "tool-calls": ({ calls }) => line(asked, { content: "", tool_calls: toolCalls(calls) }),
    finish: ({ reason }) => last(asked, { content: "" }, reason, wholeAnswer(script).usage),
    error: ({ error }) => ({ error: error.message }),
  };
}

function line({ model = MODEL }: Asked, message: JsonRecord): JsonRecord {
  const created_at = "2023-11-14T22:13:20.000000Z";
  return { model, created_at, message: { role: "assistant", ...message }, done: false };
}

function last(
  asked: Asked,
  message: JsonRecord,
  reason: FinishReason,
  usage: WholeAnswer["usage"],
): JsonRecord {
  return {
    ...line(asked, message),
    done: true,
    done_reason: REASONS[reason],
    total_duration: 1_000_000,
    ...(usage === undefined
      ? {}
      : { prompt_eval_count: usage.inputTokens, eval_count: usage.outputTokens }),
  };
}

function toolCalls(calls: StepOf<"tool-calls">["calls"]): readonly JsonRecord[] {
  return calls.map((call, index) => ({
    id: call.id,
    function: { index, name: call.name, arguments: argumentValue(call) },
  }));
}

function whole(script: Script, asked: Asked): JsonRecord {
  const { text, reasoning, calls, usage, reason = "stop" } = wholeAnswer(script);
  const message = {
    content: text,
    ...(reasoning === "" ? {} : { thinking: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: toolCalls(calls) }),
  };
  return last(asked, message, reason, usage);
}

import type { FinishReason } from "@g4f/core";

import type { Asked, Dialect, WireRequest } from "../dialect.ts";
import type { Script, ScriptUsage } from "../script.ts";
import { defineDialect } from "./define-dialect.ts";
import { googleError } from "./google-errors.ts";
import {
  contentText,
  isRecord,
  pick,
  recordsOf,
  stringOf,
  type JsonRecord,
} from "./json-record.ts";
import type { Say } from "./say.ts";
import { argumentValue, wholeAnswer, type StepOf } from "./script-parts.ts";

const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  "tool-calls": "STOP",
  "content-filter": "SAFETY",
  unknown: "SOMETHING_NEW",
};

const SAMPLING = {
  temperature: "temperature",
  topP: "topP",
  topK: "topK",
  maxOutputTokens: "maxTokens",
  stopSequences: "stop",
  seed: "seed",
  presencePenalty: "presencePenalty",
  frequencyPenalty: "frequencyPenalty",
};

/** Google's generateContent, streamed as SSE. https://ai.google.dev/api/generate-content */
export const gemini: Dialect = defineDialect({
  name: "gemini",
  framing: "sse",
  terminator: "finish",
  abilities: [
    "reasoning",
    "tools",
    "usage",
    "error",
    "error-kinds",
    "finish-reasons",
    "json",
    "sampling",
    "system",
    "history",
  ],
  basePath: "/v1beta",
  path: /^\/models\/[^/:]+:(?:streamGenerateContent|generateContent)$/,
  ask,
  say,
  errorBody: (error) => ({ error: googleError(error) }),
  whole,
});

function ask(body: JsonRecord, { path }: WireRequest): Asked {
  const { systemInstruction, system_instruction = systemInstruction } = body;
  const system = isRecord(system_instruction) ? contentText(system_instruction["parts"]) : "";
  const config = isRecord(body["generationConfig"]) ? body["generationConfig"] : {};
  return {
    model: decodeURIComponent(/\/models\/([^/:]+):/.exec(path)?.[1] ?? ""),
    messages: [
      ...(system === "" ? [] : [{ role: "system", text: system }]),
      ...recordsOf(body["contents"]).map(({ role, parts }) => ({
        role: role === "model" ? "assistant" : (stringOf(role) ?? "user"),
        text: contentText(parts),
      })),
    ],
    tools: recordsOf(body["tools"])
      .flatMap(({ functionDeclarations }) => recordsOf(functionDeclarations))
      .map(({ name, parameters, parametersJsonSchema = parameters }) => ({
        name: stringOf(name) ?? "",
        parameters: parametersJsonSchema,
      })),
    sampling: pick(config, SAMPLING),
    stream: path.includes(":streamGenerateContent"),
  };
}

function say(asked: Asked, script: Script): Say {
  const { usage, reason } = wholeAnswer(script);
  return {
    text: ({ text }) => chunk(asked, [{ text }]),
    reasoning: ({ text }) => chunk(asked, [{ text, thought: true }]),
    "tool-calls": ({ calls }) => chunk(asked, functionCalls(calls)),
    // It rides on the last chunk; alone it travels only where there is none.
    usage: () => (reason === undefined && usage !== undefined ? counted(usage) : []),
    finish: (step) => ({
      ...chunk(asked, [{ text: "" }], REASONS[step.reason]),
      ...(usage === undefined ? {} : counted(usage)),
    }),
    error: ({ error }) => ({ error: googleError(error) }),
  };
}

function chunk(
  { model = "simulated-1" }: Asked,
  parts: readonly JsonRecord[],
  reason?: string,
): JsonRecord {
  const candidate = { content: { parts, role: "model" }, index: 0 };
  return {
    candidates: [reason === undefined ? candidate : { ...candidate, finishReason: reason }],
    modelVersion: model,
    responseId: "simulated",
  };
}

function functionCalls(calls: StepOf<"tool-calls">["calls"]): readonly JsonRecord[] {
  return calls.map((call) => ({
    functionCall: { id: call.id, name: call.name, args: argumentValue(call) },
  }));
}

/** What was spent on thoughts is not part of `candidatesTokenCount`. */
function counted({
  inputTokens,
  outputTokens,
  cachedTokens = 0,
  reasoningTokens = 0,
}: ScriptUsage): JsonRecord {
  const usageMetadata = {
    promptTokenCount: inputTokens,
    cachedContentTokenCount: cachedTokens,
    candidatesTokenCount: outputTokens - reasoningTokens,
    thoughtsTokenCount: reasoningTokens,
    totalTokenCount: inputTokens + outputTokens,
  };
  return { usageMetadata };
}

function whole(script: Script, asked: Asked): JsonRecord {
  const { text, reasoning, calls, usage, reason = "stop" } = wholeAnswer(script);
  const parts = [
    ...(reasoning === "" ? [] : [{ text: reasoning, thought: true }]),
    ...(text === "" ? [] : [{ text }]),
    ...functionCalls(calls),
  ];
  return {
    ...chunk(asked, parts, REASONS[reason]),
    ...(usage === undefined ? {} : counted(usage)),
  };
}

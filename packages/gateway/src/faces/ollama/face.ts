// https://docs.ollama.com/api/chat
import type { CallResult } from "@g4f/core";

import type { AnswerHead, Face } from "../../face.ts";
import type { Failure } from "../../failure.ts";
import { filesOf } from "../file-text.ts";
import { ChatAssembly } from "./assembly.ts";
import { lastOf, toolCallOf } from "./lines.ts";
import { readRequest } from "./request.ts";
import { ChatWriter } from "./writer.ts";

/** Ollama's chat. */
export const ollamaChat: Face = {
  name: "ollama-chat",
  wire: "ollama-chat",
  contentType: "application/x-ndjson",
  // A line that says nothing is none of this API: clients would complain of it.
  keepAlive: undefined,
  read: readRequest,
  open: (_, answer) => new ChatWriter(answer),
  whole: (_, answer, result) => wholeOf(answer, result),
  assemble: () => new ChatAssembly(),
  fields: {
    temperature: "options.temperature",
    topP: "options.top_p",
    topK: "options.top_k",
    maxTokens: "options.num_predict",
    stop: "options.stop",
    seed: "options.seed",
    presencePenalty: "options.presence_penalty",
    frequencyPenalty: "options.frequency_penalty",
    reasoningEffort: "think",
    tools: "tools",
    schema: "format",
  },
  errorBody,
};

/** The body of any error. */
export function errorBody({ message }: Failure): object {
  return { error: message };
}

function wholeOf(answer: AnswerHead, result: CallResult): object {
  const { text, reasoning, toolCalls } = result;
  const said = {
    content: [text, ...filesOf(result)].filter((one) => one !== "").join("\n"),
    ...(reasoning === "" ? {} : { thinking: reasoning }),
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(toolCallOf) }),
  };
  return lastOf(answer, said, result);
}

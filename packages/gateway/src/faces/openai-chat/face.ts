// https://platform.openai.com/docs/api-reference/chat
import type { Face } from "../../face.ts";
import { openaiErrorBody } from "../openai/error.ts";
import { ChatAssembly } from "./assembly.ts";
import { readChat, type ChatRequest } from "./read.ts";
import { chatCompletion } from "./whole.ts";
import { ChatWriter } from "./writer.ts";

/**
 * OpenAI's Chat API. Reasoning, for which it has no field, is told in `reasoning_content`, the one that
 * DeepSeek introduced and most clients and hosts took up; so are images, in OpenRouter's `images`.
 */
export const openaiChat: Face<ChatRequest> = {
  name: "openai-chat",
  wire: "openai-chat",
  contentType: "text/event-stream; charset=utf-8",
  keepAlive: ": keep-alive\n\n",
  read: readChat,
  open: (asked, answer) => new ChatWriter(asked, answer),
  whole: (_asked, answer, result) => chatCompletion(answer, result),
  assemble: () => new ChatAssembly(),
  fields: {
    temperature: "temperature",
    topP: "top_p",
    stop: "stop",
    seed: "seed",
    presencePenalty: "presence_penalty",
    frequencyPenalty: "frequency_penalty",
    reasoningEffort: "reasoning_effort",
    tools: "tools",
    schema: "response_format",
  },
  errorBody: openaiErrorBody,
};

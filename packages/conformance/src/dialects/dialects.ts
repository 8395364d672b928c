import type { Dialect } from "../dialect.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import { gemini } from "./gemini.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiResponses } from "./openai-responses.ts";
import { openassistantInference } from "./openassistant-inference.ts";
import { openassistantWebsite } from "./openassistant-website.ts";
import { plainText } from "./plain-text.ts";
import { sseText } from "./sse-text.ts";

/** Every built-in dialect, by the name that reports and commands know it by. */
export const DIALECTS: Readonly<Record<string, Dialect>> = Object.fromEntries(
  [
    openaiChat,
    openaiResponses,
    anthropicMessages,
    gemini,
    ollama,
    openassistantWebsite,
    openassistantInference,
    sseText,
    plainText,
  ].map((dialect) => [dialect.name, dialect]),
);

// https://docs.claude.com/en/api/messages
import type { Face } from "../../face.ts";
import { MessageAssembly } from "./assembly.ts";
import { errorOf } from "./error.ts";
import { messageOf } from "./message.ts";
import { readRequest, type MessagesRequest } from "./request.ts";
import { MessagesWriter, PING } from "./writer.ts";

/** Anthropic's messages API. */
export const anthropicMessages: Face<MessagesRequest> = {
  name: "anthropic-messages",
  wire: "anthropic-messages",
  contentType: "text/event-stream; charset=utf-8",
  keepAlive: PING,
  read: readRequest,
  open: ({ version }, answer) => new MessagesWriter(version, answer),
  whole: ({ version }, answer, result) => messageOf(version, answer, result),
  assemble: () => new MessageAssembly(),
  fields: {
    temperature: "temperature",
    topP: "top_p",
    topK: "top_k",
    stop: "stop_sequences",
    reasoningEffort: "output_config.effort",
    tools: "tools",
    schema: "output_config.format",
  },
  errorBody: errorOf,
};

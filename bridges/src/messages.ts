import type { Message, Messages } from "@g4f/core";
import { textOf } from "@g4f/core";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";

/** A history as the chat-completions wire has it. */
export function openaiMessages(messages: Messages): ChatCompletionMessageParam[] {
  return messages.map(openaiMessage);
}

function openaiMessage(message: Message): ChatCompletionMessageParam {
  if (message.role === "tool") {
    return {
      role: "tool",
      tool_call_id: message.toolCallId ?? "",
      content: textOf(message.content),
    };
  }
  if (message.role !== "assistant") {
    return { role: message.role, content: textOf(message.content) };
  }
  const calls = message.toolCalls ?? [];
  return {
    role: "assistant",
    content: textOf(message.content ?? ""),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ id, name, arguments: args }) => ({
            id,
            type: "function" as const,
            function: { name, arguments: args },
          })),
        }),
  };
}

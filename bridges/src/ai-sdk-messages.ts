import { textOf, type Message } from "@g4f/core";
import type { ModelMessage } from "ai";

/** A message as the AI SDK has it. */
export function modelMessage(message: Message): ModelMessage {
  const text = textOf(message.content ?? "");
  if (message.role === "tool") {
    const { toolCallId = "", name: toolName = "tool" } = message;
    const output = { type: "text" as const, value: text };
    return { role: "tool", content: [{ type: "tool-result", toolCallId, toolName, output }] };
  }
  if (message.role === "user") return { role: "user", content: text };
  if (message.role !== "assistant") return { role: "system", content: text };
  const calls = (message.toolCalls ?? []).map(({ id, name, arguments: args }) => ({
    type: "tool-call" as const,
    toolCallId: id,
    toolName: name,
    input: JSON.parse(args) as unknown,
  }));
  const said = text === "" ? [] : [{ type: "text" as const, text }];
  return { role: "assistant", content: [...said, ...calls] };
}

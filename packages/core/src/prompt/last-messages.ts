import { isSystem, type LooseMessages } from "./loose-message.ts";
import { textOf } from "./text-of.ts";

/**
 * What the user said last: the trimmed texts of the last unbroken run of user messages, one a line.
 * Other messages after that run are skipped; without a user message it is "".
 */
export function getLastUserMessage(messages: LooseMessages): string {
  const end = messages.findLastIndex(({ role }) => role === "user");
  const start = messages.findLastIndex(({ role }, index) => index < end && role !== "user");
  return messages
    .slice(start + 1, end + 1)
    .map(({ content }) => textOf(content).trim())
    .join("\n");
}

/** The texts of all system and developer messages, one a line, untrimmed. */
export function getSystemPrompt(messages: LooseMessages): string {
  return messages
    .filter(isSystem)
    .map(({ content }) => textOf(content))
    .join("\n");
}

/** The untrimmed text of the last message, of any role, that is not blank; "" where there is none. */
export function getLastMessage(messages: LooseMessages): string {
  const last = messages.findLast(({ content }) => textOf(content).trim() !== "");
  return textOf(last?.content);
}

/** `prompt` where it is given, "" included; else what {@link getLastUserMessage} finds. */
export function formatMediaPrompt(messages: LooseMessages, prompt?: string | null): string {
  return prompt ?? getLastUserMessage(messages);
}

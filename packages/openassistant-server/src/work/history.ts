import { formatPrompt, type Message, type ProviderManifest } from "@g4f/core";
import type { WorkParameters } from "@g4f/provider-openassistant/wire";

import type { StoredChat, StoredMessage } from "../store/records.ts";
import { unwrapPrompt } from "./unwrap.ts";

/**
 * The thread that ends with the parent of `message`, as messages for the responder. What its manifest
 * rules out is left out (system messages) or flattened into one message (a history).
 */
export function messagesFor(
  chat: StoredChat,
  message: StoredMessage,
  { supports }: ProviderManifest,
): readonly Message[] {
  const system = systemText(message.work);
  const all: Message[] = system === "" ? [] : [{ role: "system", content: system }];
  for (const { role, content } of threadOf(chat, message)) {
    if (role === "assistant") all.push({ role, content: content ?? "" });
    else all.push(...unwrapPrompt(content ?? ""));
  }
  const fit = supports.systemMessage === false ? all.filter(({ role }) => role !== "system") : all;
  if (supports.messageHistory !== false || fit.length < 2) return fit;
  return [{ role: "user", content: formatPrompt(fit) }];
}

function threadOf(chat: StoredChat, message: StoredMessage): readonly StoredMessage[] {
  const thread: StoredMessage[] = [];
  let at = parentOf(chat, message);
  while (at !== undefined) {
    thread.push(at);
    at = parentOf(chat, at);
  }
  return thread.toReversed();
}

function parentOf(chat: StoredChat, { parentId }: StoredMessage): StoredMessage | undefined {
  return parentId === null ? undefined : chat.messages.get(parentId);
}

function systemText(work: WorkParameters | null): string {
  const parts = [
    work?.system_prompt,
    labelled("About the user", work?.user_profile),
    labelled("How the user wants answers", work?.user_response_instructions),
  ];
  return parts.filter((part) => part !== undefined && part !== null && part !== "").join("\n");
}

function labelled(label: string, text: string | null | undefined): string | undefined {
  return text === undefined || text === null || text === "" ? undefined : `${label}: ${text}`;
}

import { textOf } from "@g4f/core";
import type { Messages } from "@g4f/core";

import { Conversation } from "./engine/conversation.ts";

/** How {@link reply} answers. */
export interface ReplyOptions {
  /** A safe integer that decides which of several replies come first. Default: 0. */
  readonly seed?: number;
}

/**
 * The program's answer to a chat: one line of one or more English sentences, never empty. It depends
 * on the texts of the user's messages and on the seed only, and no answer comes twice within five
 * turns. A chat that does not end with the user counts as if the user had sent an empty message.
 * Takes time linear in the length of the chat.
 * @throws TypeError where the seed is not a safe integer.
 */
export function reply(messages: Messages, options: ReplyOptions = {}): string {
  const seed = options.seed ?? 0;
  if (!Number.isSafeInteger(seed)) {
    throw new TypeError(`seed is ${String(seed)}; it must be a safe integer`);
  }
  const conversation = new Conversation(seed);
  let answer: string | undefined;
  for (const message of messages) {
    if (message.role === "user") answer = conversation.hear(textOf(message.content));
  }
  const answered = messages.at(-1)?.role === "user" ? answer : undefined;
  return answered ?? conversation.hear("");
}

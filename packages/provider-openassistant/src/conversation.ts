import { ProviderError } from "@g4f/core";

/** A thread to go on with: what a call yields as `conversation`, and the next one takes. */
export interface OpenAssistantConversation {
  readonly chatId: string;
  /** The answer that the next question replies to. */
  readonly parentId: string;
}

/**
 * The thread that a request continues; undefined where it begins one.
 * @throws ProviderError `invalid_request` for anything that no call has yielded.
 */
export function readConversation(value: unknown): OpenAssistantConversation | undefined {
  if (value === undefined || value === null) return undefined;
  const chatId: unknown = Reflect.get(Object(value), "chatId");
  const parentId: unknown = Reflect.get(Object(value), "parentId");
  if (isId(chatId) && isId(parentId)) return { chatId, parentId };
  throw new ProviderError(
    "invalid_request",
    "conversation must be what an earlier call yielded: { chatId, parentId }",
  );
}

/** Whether `value` can stand for a chat or message in a path. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && /^(?!\.{1,2}$)[^\p{Cc}]{1,256}$/u.test(value);
}

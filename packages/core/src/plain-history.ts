import type { Role } from "./message.ts";

/** Names of the roles, in the order in which messages list them. */
export const ROLES: readonly Role[] = ["system", "developer", "user", "assistant", "tool"];

/**
 * Whether a history is as most are: messages of a role and text, and nothing else. The schema takes ten
 * times as long to find that out, and histories grow.
 */
export function isPlainHistory(messages: unknown): boolean {
  return isListOf(messages, isPlainMessage) && messages.length > 0;
}

function isPlainMessage(message: unknown): boolean {
  if (typeof message !== "object" || message === null) return false;
  const { role, content } = message as Readonly<Record<string, unknown>>;
  const known = typeof role === "string" && ROLES.includes(role as Role);
  const text = typeof content === "string" || isListOf(content, isText);
  return known && text && Object.keys(message).length === 2;
}

/** A list may have holes, which `every` passes over. */
function isListOf(list: unknown, is: (item: unknown) => boolean): list is readonly unknown[] {
  return Array.isArray(list) && list.every(is) && !list.includes(undefined);
}

function isText(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const { type, text } = part as Readonly<Record<string, unknown>>;
  return type === "text" && typeof text === "string" && Object.keys(part).length === 2;
}

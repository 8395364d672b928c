import { ProviderError } from "../errors.ts";
import { escapeRoles } from "./escape-roles.ts";
import { isSystem, type LooseMessage, type LooseMessages } from "./loose-message.ts";
import { textOf } from "./text-of.ts";

/** How {@link formatPrompt} writes. */
export interface FormatPromptOptions {
  /** Role names even where there is only one message. */
  readonly addSpecialTokens?: boolean;
  /** The model goes on with the last message: no `Assistant:` at the end. */
  readonly doContinue?: boolean;
  /** Default true; false leaves system and developer messages out. */
  readonly includeSystem?: boolean;
  /**
   * Puts a backslash before each line of a text that begins with a role and a colon, so that no text
   * can forge a turn. Roles are the five common ones and those of the history.
   */
  readonly escapeRoles?: boolean;
}

const COMMON_ROLES = ["system", "developer", "user", "assistant", "tool"];

/**
 * A history as one text: `Role: text` lines and `Assistant:` at the end; one message alone is its
 * bare text. Blank messages are left out; text is not trimmed. No message at all is "".
 * @throws ProviderError `invalid_request` where a role is needed and a message has none.
 */
export function formatPrompt(messages: LooseMessages, options: FormatPromptOptions = {}): string {
  const { addSpecialTokens = false, doContinue = false, includeSystem = true } = options;
  const withRoles = messages.length > 1 || addSpecialTokens;
  if (withRoles) checkRoles(messages);
  const included = includeSystem ? messages : messages.filter((message) => !isSystem(message));
  const write = options.escapeRoles === true ? escaping(messages) : bareText;
  if (!withRoles) return included.map(write).join("");
  const lines = included
    .filter((message) => bareText(message).trim() !== "")
    .map((message) => `${capitalise(message.role ?? "")}: ${write(message)}`);
  return lines.join("\n") + (doContinue ? "" : "\nAssistant:");
}

function bareText(message: LooseMessage): string {
  return textOf(message.content);
}

function escaping(messages: LooseMessages): (message: LooseMessage) => string {
  const roles = new Set(COMMON_ROLES);
  for (const { role } of messages) {
    if (typeof role === "string") roles.add(role.trim().toLowerCase());
  }
  return (message) => escapeRoles(bareText(message), roles);
}

function checkRoles(messages: LooseMessages): void {
  const index = messages.findIndex(({ role }) => typeof role !== "string" || role.trim() === "");
  if (index >= 0) {
    throw new ProviderError(
      "invalid_request",
      `messages[${String(index)}] has no role; every message needs one, such as "user"`,
    );
  }
}

function capitalise(role: string): string {
  const [first = "", ...rest] = role;
  return first.toUpperCase() + rest.join("").toLowerCase();
}

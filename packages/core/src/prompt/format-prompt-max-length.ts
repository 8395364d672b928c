import { formatPrompt } from "./format-prompt.ts";
import { isSystem, type LooseMessages } from "./loose-message.ts";
import { textOf } from "./text-of.ts";

/**
 * {@link formatPrompt} in at most `max` code points. What is too long is shortened in steps: the
 * first three and last three messages; system and developer messages and the last one; the text of
 * the last one; the end of that text.
 * @throws TypeError where `max` is neither a whole number from 0 on nor Infinity.
 * @throws ProviderError `invalid_request` as {@link formatPrompt} does.
 */
export function formatPromptMaxLength(messages: LooseMessages, max: number): string {
  if (max !== Infinity && !(Number.isSafeInteger(max) && max >= 0)) {
    throw new TypeError(`max is ${String(max)}; it must be a whole number from 0 on, or Infinity`);
  }
  for (const shortened of shortenings(messages)) {
    const prompt = formatPrompt(shortened);
    if (lastCodePoints(prompt, max) === prompt) return prompt;
  }
  return lastCodePoints(textOf(messages.at(-1)?.content), max);
}

function* shortenings(messages: LooseMessages): Generator<LooseMessages> {
  yield messages;
  if (messages.length > 6) yield [...messages.slice(0, 3), ...messages.slice(-3)];
  if (messages.length > 2) {
    const last = messages.length - 1;
    yield messages.filter((message, index) => index === last || isSystem(message));
  }
}

/** The end of `text`, at most `max` code points; a lone surrogate counts as one. */
function lastCodePoints(text: string, max: number): string {
  if (text.length <= max) return text;
  let start = text.length;
  for (let count = 0; count < max && start > 0; count++) {
    start -= (text.codePointAt(start - 2) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(start);
}

import type { CommonRequest } from "@g4f/core";

/** About so many characters make a token. */
const CHARACTERS = 4;
/** What a picture, a file or a recording is taken for. */
const MEDIA_TOKENS = 1_000;

/** About how many tokens a request is long; what is no request counts as nothing. */
export function inputTokens({ messages }: CommonRequest): number {
  if (!Array.isArray(messages)) return 0;
  let characters = 0;
  let media = 0;
  for (const message of messages as CommonRequest["messages"]) {
    const content: unknown = message?.content;
    if (typeof content === "string") characters += content.length;
    if (!Array.isArray(content)) continue;
    for (const part of content as readonly { readonly text?: unknown }[]) {
      if (typeof part?.text === "string") characters += part.text.length;
      else media++;
    }
  }
  return Math.ceil(characters / CHARACTERS) + media * MEDIA_TOKENS;
}

import type { WarningPart } from "../chunk.ts";
import type { Messages } from "../message.ts";

/**
 * Says what an assistant's messages hold that a wire has no place for: most take images and files from
 * users alone.
 */
export function leftOut(messages: Messages, provider: string): WarningPart[] {
  const kinds = messages.flatMap(({ role, content }) =>
    role === "assistant" && Array.isArray(content)
      ? content.map(({ type }) => type).filter((type) => type !== "text")
      : [],
  );
  if (kinds.length === 0) return [];
  const what = [...new Set(kinds)].join(" and ");
  const message = `${provider} takes no ${what} in assistant messages: ${kinds.length} left out`;
  return [{ type: "warning", message }];
}

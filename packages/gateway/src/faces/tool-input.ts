import { ProviderError, type ToolCall } from "@g4f/core";

/**
 * The arguments of a call as a value, for APIs that have no text for them.
 * @throws ProviderError `protocol` where they are no JSON object: half a call is never handed out.
 */
export function toolInput({ name, arguments: text }: Pick<ToolCall, "name" | "arguments">): object {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    input = undefined;
  }
  if (typeof input === "object" && input !== null && !Array.isArray(input)) return input;
  throw new ProviderError(
    "protocol",
    `the arguments of the call of ${JSON.stringify(name.slice(0, 64))} are no JSON object`,
    { phase: "stream" },
  );
}

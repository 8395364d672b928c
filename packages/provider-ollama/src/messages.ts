import { ProviderError, textOf } from "@g4f/core";
import type {
  AssistantMessage,
  Content,
  ImageContent,
  Message,
  Messages,
  MessageToolCall,
} from "@g4f/core";
import { keptState, mediaOf, withToolIds } from "@g4f/core/kit";

/** A JSON object of the wire. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * A history as Ollama writes it. Calls and results have no ids there: order and name tell them apart.
 * @throws ProviderError `invalid_request` or `not_supported` where the wire cannot carry it.
 */
export function ollamaMessages(messages: Messages, provider: string): Json[] {
  const rules = { provider, id: /^.+$/s, make: (number: number) => `call_${number}` };
  return withToolIds(messages, rules).map((message) => ollamaMessage(message, provider));
}

function ollamaMessage(message: Message, provider: string): Json {
  switch (message.role) {
    case "system":
    case "developer":
      return { role: "system", content: textOf(message.content) };
    case "user":
      return { role: "user", ...said(message.content, provider) };
    case "assistant":
      return assistant(message, provider);
    case "tool":
      return { role: "tool", tool_name: message.name, ...said(message.content, provider) };
  }
}

function assistant(
  { content, reasoning = [], toolCalls = [] }: AssistantMessage,
  provider: string,
): Json {
  const own = reasoning.filter(({ state }) => keptState(provider, state) !== undefined);
  const thinking = own.map(({ text }) => text).join("");
  return {
    role: "assistant",
    content: textOf(content),
    ...(thinking === "" ? {} : { thinking }),
    ...(toolCalls.length === 0
      ? {}
      : { tool_calls: toolCalls.map((call) => toolCall(call, provider)) }),
  };
}

function toolCall({ id, name, arguments: text }: MessageToolCall, provider: string): Json {
  let args: unknown;
  try {
    args = JSON.parse(text);
  } catch {
    args = undefined;
  }
  if (typeof args === "object" && args !== null && !Array.isArray(args)) {
    return { function: { name, arguments: args } };
  }
  throw new ProviderError(
    "invalid_request",
    `the arguments of the call ${JSON.stringify(id)} of ${JSON.stringify(name.slice(0, 80))} are no JSON object, and ${provider} takes no others in a history`,
    { provider },
  );
}

function said(content: Content, provider: string): Json {
  if (typeof content === "string") return { content };
  const images = content.filter((part): part is ImageContent => part.type === "image");
  return {
    content: textOf(content),
    ...(images.length === 0 ? {} : { images: images.map((image) => inline(image, provider)) }),
  };
}

function inline(image: ImageContent, provider: string): string {
  const { base64 } = mediaOf(image);
  if (base64 !== undefined) return base64;
  const message = `${provider} takes images inline only; pass the data of the image instead of its URL`;
  throw new ProviderError("not_supported", message, { provider });
}

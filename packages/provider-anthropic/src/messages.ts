import { ProviderError, textOf } from "@g4f/core";
import type {
  AssistantMessage,
  Content,
  ContentPart,
  Message,
  MessageReasoning,
  Messages,
  MessageToolCall,
} from "@g4f/core";
import { fromBase64, keptState, mediaOf, withToolIds } from "@g4f/core/kit";

/** A JSON object of the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** A turn as the wire has it. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly content: Json[];
}

const ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** The system messages of a history, wherever they stand: the wire knows one place for them. */
export function systemBlocks(messages: Messages): Json[] {
  return messages
    .filter(({ role }) => role === "system" || role === "developer")
    .flatMap(({ content }) => textBlock(textOf(content)));
}

/**
 * The other messages as turns of user and assistant: what follows one another is one turn, since the
 * results of tools must come together.
 * @throws ProviderError `invalid_request` or `not_supported` where the wire cannot carry it.
 */
export function turnsOf(messages: Messages, provider: string): Turn[] {
  const rules = { provider, id: ID, make: (number: number) => `toolu_${number}` };
  const turns: Turn[] = [];
  for (const message of withToolIds(messages, rules)) {
    if (message.role === "system" || message.role === "developer") continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const content = blocksOf(message, provider);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else if (content.length > 0) turns.push({ role, content });
  }
  return turns;
}

function blocksOf(message: Message, provider: string): Json[] {
  if (message.role === "assistant") return assistant(message, provider);
  const content = contentBlocks(message.content, provider);
  if (message.role !== "tool") return content;
  const result = content.length === 0 ? {} : { content };
  return [{ type: "tool_result", tool_use_id: message.toolCallId, ...result }];
}

function assistant(message: AssistantMessage, provider: string): Json[] {
  return [
    ...(message.reasoning ?? []).flatMap((block) => thinking(block, provider)),
    // What the model drew cannot be said again on this wire.
    ...textBlock(textOf(message.content)),
    ...(message.toolCalls ?? []).map((call) => toolUse(call, provider)),
  ];
}

/** Thinking goes back as it came, signature and all; that of others would be refused. */
function thinking({ text, state }: MessageReasoning, provider: string): Json[] {
  const { signature, data } = Object(keptState(provider, state)) as Json;
  if (typeof data === "string") return [{ type: "redacted_thinking", data }];
  return typeof signature === "string" ? [{ type: "thinking", thinking: text, signature }] : [];
}

function toolUse({ id, name, arguments: text }: MessageToolCall, provider: string): Json {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    input = undefined;
  }
  if (typeof input === "object" && input !== null && !Array.isArray(input)) {
    return { type: "tool_use", id, name, input };
  }
  throw new ProviderError(
    "invalid_request",
    `the arguments of the call ${JSON.stringify(id)} of ${JSON.stringify(name.slice(0, 80))} are no JSON object, and ${provider} takes no others in a history`,
    { provider },
  );
}

function contentBlocks(content: Content, provider: string): Json[] {
  if (typeof content === "string") return textBlock(content);
  return content.flatMap((part) => partBlock(part, provider));
}

/** An empty text is refused upstream. */
function textBlock(text: string): Json[] {
  return text === "" ? [] : [{ type: "text", text }];
}

function partBlock(part: ContentPart, provider: string): Json[] {
  if (part.type === "text") return textBlock(part.text);
  if (part.type === "audio") {
    const message = `${provider} takes no audio as input`;
    throw new ProviderError("not_supported", message, { provider });
  }
  const { url, base64, mediaType } = mediaOf(part);
  const source =
    url === undefined
      ? { type: "base64", media_type: mediaType, data: base64 }
      : { type: "url", url };
  if (part.type === "image") return [{ type: "image", source }];
  return [document(part.name, mediaType, source, provider)];
}

function document(
  name: string | undefined,
  mediaType: string | undefined,
  source: Json,
  provider: string,
): Json {
  const title = name === undefined ? {} : { title: name };
  if (mediaType === undefined || mediaType === "application/pdf") {
    return { type: "document", source, ...title };
  }
  const { data } = source;
  if (mediaType.startsWith("text/") && typeof data === "string") {
    const text = new TextDecoder().decode(fromBase64(data));
    return {
      type: "document",
      source: { type: "text", media_type: "text/plain", data: text },
      ...title,
    };
  }
  throw new ProviderError(
    "not_supported",
    `${provider} takes no files of type ${mediaType.slice(0, 60)}; it takes PDF and text`,
    { provider },
  );
}

import { ProviderError, textOf } from "@g4f/core";
import type {
  AssistantMessage,
  AudioContent,
  Content,
  ContentPart,
  FileContent,
  Message,
  Messages,
  MessageToolCall,
} from "@g4f/core";
import { keptState, mediaOf, withToolIds } from "@g4f/core/kit";

import type { Host } from "../host.ts";

type Json = Readonly<Record<string, unknown>>;

const ID_RULES = {
  any: { id: /^.{1,64}$/s, make: (number: number) => `call_${number}` },
  nine: {
    id: /^[A-Za-z0-9]{9}$/,
    make: (number: number) => `call${String(number).padStart(5, "0")}`,
  },
} as const;

/**
 * A history as the chat-completions wire writes it.
 * @throws ProviderError `invalid_request` or `not_supported` where the wire cannot carry it.
 */
export function chatMessages(messages: Messages, host: Host): Json[] {
  const { name: provider, toolIds = "any" } = host;
  return withToolIds(messages, { provider, ...ID_RULES[toolIds] }).map((message) =>
    chatMessage(message, host),
  );
}

function chatMessage(message: Message, host: Host): Json {
  const named = message.name !== undefined && host.messageNames !== false;
  const name = named ? { name: message.name } : {};
  switch (message.role) {
    case "system":
    case "developer":
      return {
        role: host.developerRole === true ? message.role : "system",
        content: textOnly(message.content, message.role, host),
        ...name,
      };
    case "user":
      return { role: "user", content: userContent(message.content, host), ...name };
    case "assistant":
      return { ...assistant(message, host), ...name };
    case "tool":
      return {
        role: "tool",
        tool_call_id: message.toolCallId,
        content: textOnly(message.content, "tool", host),
      };
  }
}

function assistant(
  { content, reasoning = [], toolCalls = [] }: AssistantMessage,
  host: Host,
): Json {
  const text = textOf(content);
  const kept = reasoning.filter(({ state }) => keptState(host.name, state) !== undefined);
  return {
    role: "assistant",
    // What the model drew or wrote into files cannot be said again on this wire.
    content: text === "" && toolCalls.length > 0 ? null : text,
    ...(toolCalls.length > 0 ? { tool_calls: toolCalls.map((call) => toolCall(call, host)) } : {}),
    ...(kept.length === 0 ? {} : reasoningBack(kept, host)),
  };
}

function reasoningBack(
  kept: readonly { readonly text: string; readonly state?: unknown }[],
  { name, reasoningBack: field }: Host,
): Json {
  if (field === undefined) return {};
  if (field === "reasoning_content") return { [field]: kept.map(({ text }) => text).join("") };
  return { [field]: kept.flatMap(({ state }) => keptState(name, state)) };
}

function toolCall({ id, name, arguments: text, state }: MessageToolCall, host: Host): Json {
  const extra = keptState(host.name, state);
  return {
    id,
    type: "function",
    function: { name, arguments: text },
    ...(extra === undefined ? {} : { extra_content: extra }),
  };
}

function textOnly(content: Content, role: string, host: Host): string {
  const other =
    typeof content === "string" ? undefined : content.find(({ type }) => type !== "text");
  if (other === undefined) return textOf(content);
  throw new ProviderError(
    "not_supported",
    `${host.name} takes no ${other.type} in ${role} messages; put it into a user message`,
    { provider: host.name },
  );
}

function userContent(content: Content, host: Host): string | Json[] {
  return typeof content === "string" ? content : content.map((part) => userPart(part, host));
}

function userPart(part: ContentPart, host: Host): Json {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image": {
      const { url, base64, mediaType } = mediaOf(part);
      return {
        type: "image_url",
        image_url: { url: url ?? `data:${mediaType};base64,${base64}` },
      };
    }
    case "audio":
      return { type: "input_audio", input_audio: audio(part, host) };
    case "file":
      return { type: "file", file: file(part, host) };
  }
}

const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
  "audio/ogg": "ogg",
  "audio/flac": "flac",
};

function audio(part: AudioContent, host: Host): Json {
  const { base64, mediaType } = mediaOf(part);
  if (base64 === undefined) throw inline("audio", host);
  const format = AUDIO_FORMATS[mediaType];
  if (format !== undefined) return { data: base64, format };
  throw new ProviderError(
    "not_supported",
    `${host.name} takes no audio of type ${mediaType.slice(0, 60)}; use ${Object.keys(AUDIO_FORMATS).join(", ")}`,
    { provider: host.name },
  );
}

function file(part: FileContent, host: Host): Json {
  const { base64, mediaType } = mediaOf(part);
  if (base64 === undefined) throw inline("a file", host);
  const filename = part.name ?? `file.${mediaType.split("/").at(-1)}`;
  return { filename, file_data: `data:${mediaType};base64,${base64}` };
}

function inline(what: string, { name: provider }: Host): ProviderError {
  return new ProviderError(
    "not_supported",
    `${provider} takes ${what} inline only; pass its data`,
    {
      provider,
    },
  );
}

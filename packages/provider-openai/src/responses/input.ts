import { ProviderError, textOf } from "@g4f/core";
import type {
  AssistantMessage,
  Content,
  ContentPart,
  Message,
  MessageReasoning,
  Messages,
} from "@g4f/core";
import { keptState, mediaOf, withToolIds } from "@g4f/core/kit";

type Json = Readonly<Record<string, unknown>>;

/**
 * A history as items of the Responses API.
 * @throws ProviderError `invalid_request` or `not_supported` where the wire cannot carry it.
 */
export function inputItems(messages: Messages, provider: string): Json[] {
  const rules = { provider, id: /^.{1,64}$/s, make: (number: number) => `call_${number}` };
  return withToolIds(messages, rules).flatMap((message) => items(message, provider));
}

function items(message: Message, provider: string): Json[] {
  switch (message.role) {
    case "system":
    case "developer":
      return [{ role: message.role, content: content(message.content, provider) }];
    case "user":
      return [{ role: "user", content: content(message.content, provider) }];
    case "assistant":
      return assistant(message, provider);
    case "tool":
      return [
        {
          type: "function_call_output",
          call_id: message.toolCallId,
          output:
            typeof message.content === "string"
              ? message.content
              : content(message.content, provider),
        },
      ];
  }
}

function assistant(message: AssistantMessage, provider: string): Json[] {
  const text = textOf(message.content);
  return [
    ...(message.reasoning ?? []).flatMap((block) => reasoning(block, provider)),
    ...(text === "" ? [] : [{ role: "assistant", content: [{ type: "output_text", text }] }]),
    ...(message.toolCalls ?? []).map((call) => ({
      type: "function_call",
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ];
}

/** What was kept may have been in other hands since: it can be reasoning, and nothing else. */
function reasoning({ state }: MessageReasoning, provider: string): Json[] {
  const item = { ...Object(keptState(provider, state)) } as Json;
  return item["type"] === "reasoning" ? [item] : [];
}

function content(given: Content, provider: string): string | Json[] {
  return typeof given === "string" ? given : given.map((part) => inputPart(part, provider));
}

function inputPart(part: ContentPart, provider: string): Json {
  if (part.type === "text") return { type: "input_text", text: part.text };
  if (part.type === "audio") {
    const message = `${provider} takes no audio as input`;
    throw new ProviderError("not_supported", message, { provider });
  }
  const { url, base64, mediaType } = mediaOf(part);
  const inline = `data:${mediaType};base64,${base64}`;
  if (part.type === "image") return { type: "input_image", image_url: url ?? inline };
  if (url !== undefined) return { type: "input_file", file_url: url };
  const filename = part.name ?? `file.${mediaType?.split("/").at(-1)}`;
  return { type: "input_file", filename, file_data: inline };
}

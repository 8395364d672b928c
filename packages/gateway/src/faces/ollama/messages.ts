import type {
  AssistantMessage,
  ContentPart,
  ImageContent,
  Message,
  MessageToolCall,
  ToolMessage,
} from "@g4f/core";

import { isBase64 } from "../base64.ts";
import type { Field } from "../field.ts";
import type { Notice } from "../own.ts";

/** How the base64 of pictures begins, and what they are then. */
const PICTURES: readonly (readonly [beginning: string, mediaType: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

/** The chat of a request. */
export function messagesOf(messages: Field, notice: Notice): Message[] {
  const all = messages.list();
  if (all.length === 0) messages.refuse("at least one message is required");
  let calls = 0;
  return all.flatMap((message): Message[] => {
    message.object();
    const role = message.at("role");
    switch (role.text()) {
      case "system":
        return [{ role: "system", content: said(message) }];
      case "user":
        return [{ role: "user", content: partsOf(message, notice) }];
      case "assistant":
        return [assistant(message, () => `call_${calls++}`)];
      case "tool":
        return [toolResult(message, notice)];
      default:
        // Templates of models may have roles of their own.
        notice(role, `the role '${role.text().slice(0, 64)}'`);
        return [{ role: "user", content: said(message) }];
    }
  });
}

function said(message: Field): string {
  return message.at("content").maybe((content) => content.text()) ?? "";
}

function partsOf(message: Field, notice: Notice): string | ContentPart[] {
  const text = said(message);
  const given = message.at("images").maybe((field) => field.list()) ?? [];
  const images = given.flatMap((image) => imageOf(image, notice));
  if (images.length === 0) return text;
  return text === "" ? images : [{ type: "text", text }, ...images];
}

function imageOf(image: Field, notice: Notice): ImageContent[] {
  const data = image.text();
  if (!isBase64(data)) image.refuse("Input should be valid base64 data");
  const mediaType = PICTURES.find(([beginning]) => data.startsWith(beginning))?.[1];
  if (mediaType !== undefined) return [{ type: "image", url: `data:${mediaType};base64,${data}` }];
  notice(image, "a picture that is no PNG, JPEG, GIF or WebP");
  return [];
}

function assistant(message: Field, nextId: () => string): AssistantMessage {
  const thinking = message.at("thinking").maybe((field) => field.text()) ?? "";
  const calls = message.at("tool_calls").maybe((field) => field.list()) ?? [];
  const toolCalls = calls.map((call) => toolCall(call, nextId));
  return {
    role: "assistant",
    content: said(message),
    ...(thinking === "" ? {} : { reasoning: [{ text: thinking }] }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

/** Calls had no ids in this API for long: where there is none, order and name tell them apart. */
function toolCall(call: Field, nextId: () => string): MessageToolCall {
  call.object();
  const called = call.at("function");
  called.object();
  const input = called.at("arguments").maybe((field) => field.object()) ?? {};
  return {
    id: call.at("id").maybe((field) => field.text()) || nextId(),
    name: called.at("name").text(),
    arguments: JSON.stringify(input),
  };
}

function toolResult(message: Field, notice: Notice): ToolMessage {
  const name = (message.at("tool_name").maybe((field) => field.text()) ?? "") || undefined;
  const id = (message.at("tool_call_id").maybe((field) => field.text()) ?? "") || undefined;
  return {
    role: "tool",
    content: partsOf(message, notice),
    ...(name === undefined ? {} : { name }),
    ...(id === undefined ? {} : { toolCallId: id }),
  };
}

import type {
  AssistantMessage,
  ContentPart,
  ImageContent,
  Message,
  MessageToolCall,
  ToolMessage,
} from "@g4f/core";

import type { Field } from "../field.ts";

/** How the base64 of pictures begins, and what they are then. */
const PICTURES: readonly (readonly [beginning: string, mediaType: string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lGOD", "image/gif"],
  ["UklGR", "image/webp"],
];

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The chat of a request. */
export function messagesOf(messages: Field): Message[] {
  const all = messages.list();
  if (all.length === 0) messages.refuse("at least one message is required");
  let calls = 0;
  return all.map((message): Message => {
    message.object();
    switch (message.at("role").oneOf(["system", "user", "assistant", "tool"])) {
      case "system":
        return { role: "system", content: said(message) };
      case "user":
        return { role: "user", content: partsOf(message) };
      case "assistant":
        return assistant(message, () => `call_${calls++}`);
      case "tool":
        return toolResult(message);
    }
  });
}

function said(message: Field): string {
  return message.at("content").maybe((content) => content.text()) ?? "";
}

function partsOf(message: Field): string | ContentPart[] {
  const text = said(message);
  const images = message.at("images").maybe((field) => field.list().map(imageOf)) ?? [];
  if (images.length === 0) return text;
  return text === "" ? images : [{ type: "text", text }, ...images];
}

function imageOf(image: Field): ImageContent {
  const data = image.text();
  const mediaType = PICTURES.find(([beginning]) => data.startsWith(beginning))?.[1];
  if (mediaType !== undefined && BASE64.test(data)) {
    return { type: "image", url: `data:${mediaType};base64,${data}` };
  }
  return image.refuse("Input should be a PNG, JPEG, GIF or WebP picture in base64");
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

function toolResult(message: Field): ToolMessage {
  const name = (message.at("tool_name").maybe((field) => field.text()) ?? "") || undefined;
  const id = (message.at("tool_call_id").maybe((field) => field.text()) ?? "") || undefined;
  return {
    role: "tool",
    content: partsOf(message),
    ...(name === undefined ? {} : { name }),
    ...(id === undefined ? {} : { toolCallId: id }),
  };
}

import type {
  AssistantMessage,
  Message,
  MessageReasoning,
  MessageToolCall,
  ToolMessage,
} from "@g4f/core";

import type { Field } from "../field.ts";
import type { Notice } from "../own.ts";
import { partOf, partsOf, textOf } from "./blocks.ts";
import { stateOf } from "./signature.ts";

/** The chat of a request, its system prompt first. */
export function messagesOf(body: Field, notice: Notice): Message[] {
  const messages = body.at("messages");
  const turns = messages.list();
  if (turns.length === 0) messages.refuse("at least one message is required");
  return [...systemOf(body.at("system")), ...turns.flatMap((turn) => turnOf(turn, notice))];
}

function systemOf(system: Field): Message[] {
  const text = system.maybe(textOf) ?? "";
  return text === "" ? [] : [{ role: "system", content: text }];
}

function turnOf(turn: Field, notice: Notice): Message[] {
  turn.object();
  const content = turn.at("content");
  switch (turn.at("role").oneOf(["user", "assistant", "system"])) {
    case "user":
      return user(content, notice);
    case "assistant":
      return [assistant(content, notice)];
    case "system":
      return [{ role: "system", content: textOf(content) }];
  }
}

/** Results come first: they answer the calls of the message before. */
function user(content: Field, notice: Notice): Message[] {
  if (typeof content.value === "string") return [{ role: "user", content: content.value }];
  const blocks = content.list();
  const isResult = (block: Field): boolean => block.at("type").value === "tool_result";
  const results = blocks.filter(isResult).map((block) => result(block, notice));
  const said = blocks.filter((block) => !isResult(block));
  if (said.length === 0 && results.length > 0) return results;
  return [...results, { role: "user", content: said.flatMap((block) => partOf(block, notice)) }];
}

function result(block: Field, notice: Notice): ToolMessage {
  block.at("is_error").maybe((field) => field.flag());
  return {
    role: "tool",
    toolCallId: block.at("tool_use_id").text(),
    content: block.at("content").maybe((content) => partsOf(content, notice)) ?? "",
  };
}

function assistant(content: Field, notice: Notice): AssistantMessage {
  if (typeof content.value === "string") return { role: "assistant", content: content.value };
  const texts: string[] = [];
  const reasoning: MessageReasoning[] = [];
  const toolCalls: MessageToolCall[] = [];
  for (const block of content.list()) {
    block.object();
    const type = block.at("type").text();
    if (type === "text") texts.push(block.at("text").text());
    else if (type === "thinking") reasoning.push(...thought(block));
    else if (type === "tool_use") toolCalls.push(toolUse(block));
    // What Anthropic hid of its own thoughts means nothing to others.
    else if (type !== "redacted_thinking") notice(block, `a block of type '${type.slice(0, 64)}'`);
  }
  return {
    role: "assistant",
    content: texts.join(""),
    ...(reasoning.length === 0 ? {} : { reasoning }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

function thought(block: Field): MessageReasoning[] {
  const text = block.at("thinking").text();
  const state = stateOf(block.at("signature").maybe((field) => field.text()) ?? "");
  return [state === undefined ? { text } : { text, state }];
}

function toolUse(block: Field): MessageToolCall {
  return {
    id: block.at("id").text(),
    name: block.at("name").text(),
    arguments: JSON.stringify(block.at("input").object()),
  };
}

import type { AssistantMessage, Content, ContentPart, Message } from "@g4f/core";

import type { Item } from "./items.ts";

type Told = Exclude<Item, { readonly type: "reference" | "other" }>;

/** What an assistant said in one turn, while items of it may follow. */
interface Turn {
  content: ContentPart[];
  readonly reasoning: NonNullable<AssistantMessage["reasoning"]>[number][];
  readonly toolCalls: NonNullable<AssistantMessage["toolCalls"]>[number][];
}

/**
 * The messages that items are: what an assistant thought, said and called in a row is one. Items that
 * only OpenAI knows, and references, are none.
 */
export function messagesOf(items: readonly Item[], instructions?: string | null): Message[] {
  const messages: Message[] = [];
  if (typeof instructions === "string" && instructions !== "") {
    messages.push({ role: "system", content: instructions });
  }
  let turn: Turn | undefined;
  for (const item of items) {
    if (item.type === "reference" || item.type === "other") continue;
    if (isAssistants(item)) {
      turn ??= { content: [], reasoning: [], toolCalls: [] };
      addTo(turn, item);
      continue;
    }
    if (turn !== undefined) messages.push(assistant(turn));
    turn = undefined;
    messages.push(message(item));
  }
  return turn === undefined ? messages : [...messages, assistant(turn)];
}

function isAssistants(item: Told): boolean {
  if (item.type === "message") return item.role === "assistant";
  return item.type !== "result";
}

function addTo(turn: Turn, item: Told): void {
  if (item.type === "reasoning") turn.reasoning.push(item.reasoning);
  else if (item.type === "call") turn.toolCalls.push(item.call);
  else turn.content = [...turn.content, ...partsOf(item.content)];
}

function partsOf(content: Content): readonly ContentPart[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function assistant({ content, reasoning, toolCalls }: Turn): Message {
  const [only, ...others] = content;
  const alone = others.length === 0 && only?.type === "text" ? only.text : undefined;
  return {
    role: "assistant",
    content: only === undefined ? "" : (alone ?? content),
    ...(reasoning.length === 0 ? {} : { reasoning }),
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
  };
}

function message(item: Told): Message {
  if (item.type === "result") {
    return { role: "tool", content: item.content, toolCallId: item.callId };
  }
  const { role, content } = item as Extract<Told, { readonly type: "message" }>;
  return { role, content };
}

import type { FilePart, SourcePart, ToolCallPart } from "@g4f/core";
import { toBase64 } from "@g4f/core/kit";

import { seal, sealExtra } from "../openai/sealed.ts";
import type { Json } from "./response.ts";

/** A message item. */
export function messageItem(id: string, status: string, content: readonly Json[]): Json {
  return { id, type: "message", status, content, role: "assistant" };
}

/** A reasoning item; its state is what must be sent back with it. */
export function reasoningItem(id: string, summary: readonly Json[], state?: unknown): Json {
  const sealed = seal(state);
  return {
    id,
    type: "reasoning",
    summary,
    ...(sealed === undefined ? {} : { encrypted_content: sealed }),
  };
}

/** The call of a function. A field of its own carries what must be sent back with it. */
export function callItem(
  id: string,
  status: string,
  call: Pick<ToolCallPart, "id" | "name" | "arguments" | "state">,
): Json {
  return {
    id,
    type: "function_call",
    status,
    arguments: call.arguments,
    call_id: call.id,
    name: call.name,
    ...sealExtra(call.state),
  };
}

/** An image that the model made. */
export function imageItem(id: string, { data, url, mediaType }: FilePart): Json {
  const format = mediaType.replace("image/", "");
  const made = { id, type: "image_generation_call", status: "completed", output_format: format };
  return data === undefined ? { ...made, result: null, url } : { ...made, result: toBase64(data) };
}

/** What an answer cites; providers say what, not where: it stands where they said it. */
export function citation({ url, title }: SourcePart, at: number): Json {
  return { type: "url_citation", url, title: title ?? url, start_index: at, end_index: at };
}

/** An item without what only the next request needs. */
export function shownItem(item: Json, includeEncrypted: boolean): Json {
  if (includeEncrypted || !("encrypted_content" in item)) return item;
  const { encrypted_content: _, ...rest } = item;
  return rest;
}

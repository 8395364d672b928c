import type { Content, ContentPart, MessageReasoning, MessageToolCall } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import * as z from "zod";

import { otherType } from "../openai/check.ts";
import type { Foreign } from "../openai/foreign.ts";
import { FILE_DATA, fileAt, imageAt, MEDIA_URL, NO_FILE_ID } from "../openai/media.ts";
import { unseal, unsealExtra } from "../openai/sealed.ts";

/** One item of an input, in the words of core where it has any. */
export type Item =
  | { readonly type: "message"; readonly role: Speaker; readonly content: Content }
  | { readonly type: "reasoning"; readonly reasoning: MessageReasoning }
  | { readonly type: "call"; readonly call: MessageToolCall }
  | { readonly type: "result"; readonly callId: string; readonly content: Content }
  | { readonly type: "reference"; readonly id: string }
  | (Foreign & { readonly type: "other" });

/** Who speaks in the items that are messages. */
type Speaker = "user" | "assistant" | "system" | "developer";

const said = z
  .object({ type: z.enum(["input_text", "output_text"]), text: z.string() })
  .transform(({ text }): ContentPart => ({ type: "text", text }));

const refusal = z
  .object({ type: z.literal("refusal"), refusal: z.string() })
  .transform((part): ContentPart => ({ type: "text", text: part.refusal }));

const image = z
  .object({
    type: z.literal("input_image"),
    image_url: MEDIA_URL,
    file_id: NO_FILE_ID.optional(),
  })
  .transform(({ image_url: url }): ContentPart => imageAt(url));

const file = z
  .object({
    type: z.literal("input_file"),
    file_id: NO_FILE_ID.optional(),
    file_data: FILE_DATA.nullish(),
    file_url: MEDIA_URL.nullish(),
    filename: z.string().nullish(),
  })
  .transform(({ file_data: data, file_url: url, filename }, context): ContentPart => {
    const place = data ?? url;
    if (typeof place === "string") return fileAt(place, filename);
    context.addIssue({ code: "custom", message: "expected file_data or file_url" });
    return z.NEVER;
  });

/** The types of parts that have a meaning here. */
export const KNOWN_PARTS: ReadonlySet<unknown> = new Set([
  "input_text",
  "output_text",
  "refusal",
  "input_image",
  "input_file",
]);

/** A part that only OpenAI knows; it is in the body as it came. */
const otherPart = z
  .object({ type: otherType(KNOWN_PARTS) })
  .transform((): ContentPart => ({ type: "text", text: "" }));

const content: z.ZodType<Content> = z.union([
  z.string(),
  z.array(z.union([z.discriminatedUnion("type", [said, refusal, image, file]), otherPart])).min(1),
]);

const message = z
  .object({
    type: z.literal("message"),
    role: z.enum(["user", "assistant", "system", "developer"]),
    content,
  })
  .transform((item): Item => item);

const call = z
  .object({
    type: z.literal("function_call"),
    call_id: z.string(),
    name: z.string(),
    arguments: z.string(),
    extra_content: z.unknown().optional(),
  })
  .transform((item): Item => {
    const state = unsealExtra(item.extra_content);
    const { call_id: id, name, arguments: text } = item;
    return { type: "call", call: defined({ id, name, arguments: text, state }) };
  });

const result = z
  .object({ type: z.literal("function_call_output"), call_id: z.string(), output: content })
  .transform(({ call_id: callId, output }): Item => ({ type: "result", callId, content: output }));

const texts = z.array(z.object({ text: z.string() }));

const reasoning = z
  .object({
    type: z.literal("reasoning"),
    summary: texts.nullish(),
    content: texts.nullish(),
    encrypted_content: z.string().nullish(),
  })
  .transform(({ summary, content: whole, encrypted_content: sealed }): Item => {
    const told = summary?.length === 0 ? whole : (summary ?? whole);
    const text = (told ?? []).map((part) => part.text).join("\n\n");
    return { type: "reasoning", reasoning: defined({ text, state: unseal(sealed) }) };
  });

const reference = z
  .object({ type: z.literal("item_reference"), id: z.string() })
  .transform(({ id }): Item => ({ type: "reference", id }));

const KNOWN: ReadonlySet<string> = new Set([
  "message",
  "function_call",
  "function_call_output",
  "reasoning",
  "item_reference",
]);

const other = z
  .object({ type: otherType(KNOWN) })
  .transform(({ type }): Item => ({ type: "other", foreign: type }));

/** One item; what has no type is a message. */
export const ITEM: z.ZodType<Item> = z.preprocess(
  (item) => {
    const bare = typeof item === "object" && item !== null && !Array.isArray(item);
    return bare && !("type" in item) ? { ...item, type: "message" } : item;
  },
  z.union([z.discriminatedUnion("type", [message, call, result, reasoning, reference]), other]),
);

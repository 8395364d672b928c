import type { ContentPart, Content, TextContent } from "@g4f/core";
import * as z from "zod";

import type { Refusal } from "../../refusal.ts";
import { foreign } from "../openai/foreign.ts";
import { FILE_DATA, fileAt, imageAt, INPUT_AUDIO, MEDIA_URL, NO_FILE_ID } from "../openai/media.ts";
import type { RequestObject } from "../request-object.ts";

const text = z
  .object({ type: z.literal("text"), text: z.string() })
  .transform(({ text: said }): TextContent => ({ type: "text", text: said }));

const image = z
  .object({ type: z.literal("image_url"), image_url: z.object({ url: MEDIA_URL }) })
  .transform(({ image_url: { url } }): ContentPart => imageAt(url));

const audio = z
  .object({ type: z.literal("input_audio"), input_audio: INPUT_AUDIO })
  .transform(({ input_audio: part }): ContentPart => part);

const file = z
  .object({
    type: z.literal("file"),
    file: z.object({
      file_id: NO_FILE_ID.optional(),
      file_data: FILE_DATA,
      filename: z.string().nullish(),
    }),
  })
  .transform(({ file: { file_data: url, filename } }): ContentPart => fileAt(url, filename));

const refusal = z
  .object({ type: z.literal("refusal"), refusal: z.string() })
  .transform(({ refusal: said }): TextContent => ({ type: "text", text: said }));

/** What instructions and the results of tools say. */
export const TEXT_CONTENT: z.ZodType<Content> = z.union([
  z.string(),
  z.array(z.discriminatedUnion("type", [text])).min(1),
]);

/** What the model said. */
export const ASSISTANT_CONTENT: z.ZodType<Content> = z.union([
  z.string(),
  z.array(z.discriminatedUnion("type", [text, refusal])).min(1),
]);

const KNOWN: ReadonlySet<unknown> = new Set(["text", "image_url", "input_audio", "file"]);

/** A part that some host of this API knows: {@link otherPartOf} names it. */
const other = z
  .object({ type: z.string().refine((type) => !KNOWN.has(type)) })
  .transform((): TextContent => ({ type: "text", text: "" }));

/** What a user says and shows. */
export const USER_CONTENT: z.ZodType<Content> = z.union([
  z.string(),
  z.array(z.union([z.discriminatedUnion("type", [text, image, audio, file]), other])).min(1),
]);

/** The first part of what users show that other APIs do not know. */
export function otherPartOf(messages: readonly RequestObject[]): Refusal | undefined {
  for (const [at, { role, content }] of messages.entries()) {
    if (role !== "user" || !Array.isArray(content)) continue;
    const parts = content as readonly RequestObject[];
    const place = parts.findIndex(({ type }) => !KNOWN.has(type));
    if (place < 0) continue;
    const type = String(parts[place]?.["type"]);
    return foreign(`messages[${at}].content[${place}]`, { foreign: type });
  }
  return undefined;
}

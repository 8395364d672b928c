import type { ContentPart, Content, TextContent } from "@g4f/core";
import * as z from "zod";

import { otherType } from "../openai/check.ts";
import { FILE_DATA, fileAt, imageAt, INPUT_AUDIO, MEDIA_URL, NO_FILE_ID } from "../openai/media.ts";

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

/** The types of parts that have a meaning here. */
export const KNOWN_PARTS: ReadonlySet<unknown> = new Set([
  "text",
  "image_url",
  "input_audio",
  "file",
  "refusal",
]);

/** A part that only some host of this API knows; it is in the body as it came. */
const other = z
  .object({ type: otherType(KNOWN_PARTS) })
  .transform((): TextContent => ({ type: "text", text: "" }));

/** What a user says and shows. */
export const USER_CONTENT: z.ZodType<Content> = z.union([
  z.string(),
  z.array(z.union([z.discriminatedUnion("type", [text, image, audio, file]), other])).min(1),
]);

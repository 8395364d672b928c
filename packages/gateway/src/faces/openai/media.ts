import type { AudioContent, FileContent, ImageContent } from "@g4f/core";
import * as z from "zod";

import { unsupported } from "./check.ts";

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}\s*$/;
const DATA_URL = /^data:[^;,]+(?:;[^;,]*)*;base64,/;

/** Where an image or a file is: a page of the web, or inline. */
export const MEDIA_URL: z.ZodType<string> = z.string().refine(isMediaUrl, {
  error: "expected an https: URL, or a data: URL in base64",
});

/** The bytes of a file: a `data:` URL, or bare base64, which is then a PDF. */
export const FILE_DATA: z.ZodType<string> = z.string().transform((data, context) => {
  if (DATA_URL.test(data)) return data;
  if (data !== "" && BASE64.test(data)) return `data:application/pdf;base64,${data}`;
  context.addIssue({ code: "custom", message: "expected a data: URL in base64" });
  return z.NEVER;
});

/** Files of OpenAI's own store belong to an account; those who ask here have none. */
export const NO_FILE_ID: z.ZodType<undefined> = z
  .unknown()
  .refine((id) => id === undefined || id === null, {
    ...unsupported("files are not kept here; send the content of the file itself"),
  })
  .transform(() => undefined);

const AUDIO_TYPES = { wav: "audio/wav", mp3: "audio/mpeg" } as const;

/** The `input_audio` of a part. */
export const INPUT_AUDIO: z.ZodType<AudioContent> = z
  .object({
    data: z.string().regex(BASE64, { error: "expected base64" }).min(1),
    format: z.enum(["wav", "mp3"]),
  })
  .transform(({ data, format }): AudioContent => {
    const mediaType = AUDIO_TYPES[format];
    return { type: "audio", mediaType, url: `data:${mediaType};base64,${data}` };
  });

/** An image at a URL. */
export function imageAt(url: string): ImageContent {
  return { type: "image", url };
}

/** A file at a URL, under its name where it has one. */
export function fileAt(url: string, name: string | null | undefined): FileContent {
  return { type: "file", url, ...(typeof name === "string" ? { name } : {}) };
}

function isMediaUrl(url: string): boolean {
  // Not parsed: it may be many megabytes, and has no parts.
  if (url.startsWith("data:")) return DATA_URL.test(url);
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

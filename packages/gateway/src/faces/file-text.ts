import type { CallResult, ContentPart } from "@g4f/core";

/** A file of an answer, as a part of its stream or of its message. */
interface MadeFile {
  readonly mediaType?: string;
  readonly name?: string;
  readonly url?: string | URL;
  readonly data?: Uint8Array;
}

/** What is told of a file that the model made, in APIs that have no place for it. */
export function fileText({ mediaType = "file", name = mediaType, url, data }: MadeFile): string {
  if (url !== undefined) return `[${name}](${String(url)})`;
  return `[${name}: ${data?.length ?? 0} bytes, for which this API has no place]`;
}

/** The same of all files of an answer. */
export function filesOf({ message: { content } }: CallResult): string[] {
  const parts = Array.isArray(content) ? (content as readonly ContentPart[]) : [];
  return parts.flatMap((part) => (part.type === "text" ? [] : [fileText(part)]));
}

import type { Chunk, Part } from "./chunk.ts";

/** What a reader wants of a stream. */
export interface Wanted {
  readonly textOnly: boolean;
  readonly raw: boolean;
}

/** A part as the reader gets it: text without more to say is a string; undefined: not at all. */
export function shown(part: Part, { textOnly, raw }: Wanted): Chunk | undefined {
  if (part.type === "raw" && !raw) return undefined;
  if (part.type !== "text") return textOnly ? undefined : part;
  const plain = part.block === undefined && part.state === undefined;
  if (!plain && !textOnly) return part;
  return part.text === "" ? undefined : part.text;
}

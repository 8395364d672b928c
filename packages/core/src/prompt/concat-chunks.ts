import type { Chunk } from "../chunk.ts";

/** The text of an answer: strings and text parts, in order; everything else is left out. */
export function concatChunks(chunks: Iterable<Chunk>): string {
  let text = "";
  for (const chunk of chunks) {
    if (typeof chunk === "string") text += chunk;
    else if (chunk.type === "text") text += chunk.text;
  }
  return text;
}

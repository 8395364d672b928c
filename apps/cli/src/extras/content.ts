import type { Content, ContentPart } from "@g4f/core";

/** A question with the text of files before it. */
export function wordsOf(question: string, text: string): string {
  return [text, question].filter((part) => part !== "").join("\n\n");
}

/** Words with images, PDFs and audio before them. */
export function contentOf(words: string, media: readonly ContentPart[]): Content {
  return media.length === 0 ? words : [...media, { type: "text", text: words }];
}

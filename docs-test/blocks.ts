/** One fenced block of a Markdown document. */
export interface Block {
  /** The first word behind the fence; empty where there is none. */
  readonly language: string;
  /** The other words behind the fence. */
  readonly flags: readonly string[];
  /** Line of the document, from 1, that holds the first line of `code`. */
  readonly line: number;
  readonly code: string;
}

const OPENING = /^([ \t]*)(`{3,})[ \t]*([^`]*)$/;

/**
 * The fenced blocks of a document, in order.
 * @throws Error where a block is indented (its lines would not match) or never closed.
 */
export function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", fence, info = ""] = OPENING.exec(lines[at] ?? "") ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
    if (end < 0) throw new Error(`line ${at + 1}: the block is never closed`);
    if (indent !== "") throw new Error(`line ${at + 1}: an indented block is never run`);
    const [language = "", ...flags] = info.trim().split(/\s+/);
    const code = lines.slice(at + 1, end).join("\n");
    blocks.push({ language, flags, line: at + 2, code });
    at = end;
  }
  return blocks;
}

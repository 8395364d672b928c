import { hasColour, painter } from "./colour.ts";
import { MarkdownRenderer } from "./markdown.ts";
import { neutralise } from "./neutralise.ts";

/** Turns the text of an answer into what is written, piece by piece. */
export interface AnswerText {
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

interface Output {
  readonly isTTY?: boolean;
}

/**
 * How answers are shown on `output`: as they came where it is no terminal or `raw` is asked for, else
 * neutralised, and with Markdown rendered where there are colours.
 */
export function createAnswerText(
  output: Output,
  env: Readonly<Record<string, string | undefined>>,
  raw = false,
): AnswerText {
  if (raw || output.isTTY !== true) return { push: (text) => text, end: () => "" };
  if (!hasColour(output, env)) return { push: neutralise, end: () => "" };
  const markdown = new MarkdownRenderer(painter(true));
  return { push: (text) => markdown.push(neutralise(text)), end: () => markdown.end() };
}

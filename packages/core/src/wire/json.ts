import { ProviderError, type ErrorPhase } from "../errors.ts";
import { MAX_JSON_DEPTH } from "./limits.ts";

/** How {@link parseJson} reads. */
export interface ParseJsonOptions {
  /** How deep objects and arrays may nest. Default 128. */
  readonly maxDepth?: number;
  /** The phase that an error names. Default `stream`. */
  readonly phase?: ErrorPhase;
}

/**
 * JSON that somebody else wrote. Equals `JSON.parse`, so a `__proto__` in it is an own property like
 * any other; copy such values with spread or `structuredClone`, never with `Object.assign`.
 * @throws ProviderError `protocol` where it is no JSON or nests too deep. The message tells a position
 * at most, never what was there.
 */
export function parseJson(text: string, options: ParseJsonOptions = {}): unknown {
  const { maxDepth = MAX_JSON_DEPTH, phase = "stream" } = options;
  if (mayNestDeeper(text, maxDepth) && nestsDeeper(text, maxDepth)) {
    throw new ProviderError("protocol", `JSON nests deeper than ${maxDepth} levels`, { phase });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProviderError("protocol", `malformed JSON${place(error.message, text)}`, { phase });
  }
}

/** Whether there are brackets enough; valid JSON closes each, which most events are too short for. */
function mayNestDeeper(text: string, maxDepth: number): boolean {
  if (text.length < 2 * (maxDepth + 1)) return false;
  let left = maxDepth;
  for (const opener of ["{", "["]) {
    for (let at = text.indexOf(opener); at >= 0; at = text.indexOf(opener, at + 1)) {
      if (left-- === 0) return true;
    }
  }
  return false;
}

/** The exact answer: brackets inside strings do not count. */
function nestsDeeper(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfString(text, at);
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > maxDepth) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      default:
    }
  }
  return false;
}

function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at;
    if (code === 0x5c) at++;
  }
  return text.length;
}

// The engine's message quotes the text; only the number at its end is taken over.
function place(message: string, text: string): string {
  if (message.endsWith("Unexpected end of JSON input"))
    return `: it ends after ${text.length} characters`;
  const position = / in JSON at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? "" : ` at position ${position}`;
}

/** What stands between the text and the end of an event; `pad` says that random padding does, too. */
interface Template {
  readonly prefix: string;
  readonly suffix: string;
  readonly pad: string | undefined;
}

const SENTINEL = "g4f-sentinel";
/** OpenAI pads every event to hide the length of its text. */
const PADDED = /^(.*"obfuscation":")[A-Za-z0-9]*("[^"]*)$/s;
const PADDING = /^[A-Za-z0-9]*$/;
const PLAIN = /^[^"\\\p{Cc}]*$/u;
const TRIES = 64;
/** A text that is longer (an image, say) is no token: to learn from it would cost more than it brings. */
const LONGEST = 4096;

/**
 * Reads the text out of events that differ in nothing but their text, without parsing each as JSON:
 * the bytes around the text are learned from one event and compared with those of the others. Exact:
 * what does not match is left to the caller, who parses it.
 */
export class TextTemplate {
  readonly #textOf: (event: unknown) => string | undefined;
  #template: Template | undefined;
  #tries = TRIES;

  /** @param textOf The text of a parsed event that says nothing else; undefined for any other. */
  constructor(textOf: (event: unknown) => string | undefined) {
    this.#textOf = textOf;
  }

  /** The text of an event like the one learned; undefined where it must be parsed. */
  read(data: string): string | undefined {
    const template = this.#template;
    if (template === undefined) return undefined;
    const { prefix, suffix, pad } = template;
    if (data.slice(0, prefix.length) !== prefix) return undefined;
    const end =
      pad === undefined ? data.length - suffix.length : data.indexOf(suffix, prefix.length);
    if (end < prefix.length) return undefined;
    if (pad === undefined) {
      if (data.slice(end) !== suffix) return undefined;
    } else if (!isPadded(data, end + suffix.length, pad)) return undefined;
    return unquote(data.slice(prefix.length, end));
  }

  /** Learns from an event that was parsed. */
  learn(data: string, event: unknown): void {
    if (this.#tries === 0) return;
    const text = this.#textOf(event);
    if (text === undefined || text === "" || text.length > LONGEST) return;
    this.#tries--;
    const quoted = JSON.stringify(text);
    for (let at = data.indexOf(quoted); at >= 0; at = data.indexOf(quoted, at + 1)) {
      const before = data.slice(0, at + 1);
      const after = data.slice(at + quoted.length - 1);
      if (!this.#proves(before + SENTINEL + after)) continue;
      const padded = PADDED.exec(after);
      this.#template = {
        prefix: before,
        suffix: padded?.[1] ?? after,
        pad: padded?.[2],
      };
      return;
    }
  }

  #proves(data: string): boolean {
    try {
      return this.#textOf(JSON.parse(data)) === SENTINEL;
    } catch {
      return false;
    }
  }
}

function isPadded(data: string, from: number, tail: string): boolean {
  const to = data.length - tail.length;
  return to >= from && data.slice(to) === tail && PADDING.test(data.slice(from, to));
}

function unquote(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

const MASK = "[redacted]";
/** Shorter values (a cookie `1`) are no secrets, and masking them would destroy every message. */
const SHORTEST = 4;

/** Knows the secrets of a call, and removes them from text in every rendering. */
export class Secrets {
  readonly #values = new Set<string>();
  #needles: ReadonlySet<string> = new Set();
  #pattern: RegExp | undefined;

  /** Adds secrets of at least 4 characters; shorter and absent ones are passed over. */
  add(...values: readonly (string | undefined)[]): void {
    for (const value of values) {
      if (value === undefined || value.length < SHORTEST) continue;
      this.#values.add(value);
      this.#pattern = undefined;
    }
  }

  /**
   * `text` with every secret masked: raw, JSON-escaped, URL-encoded, hex, and in base64 at any offset.
   * Where `text` was cut, the beginning of a secret at its end is masked, too.
   */
  readonly redact = (text: string, cut = false): string => {
    if (this.#values.size === 0) return text;
    const masked = text.replace(this.#pattern ?? this.#prepare(), MASK);
    return cut ? withoutBeginning(masked, this.#needles) : masked;
  };

  // Most calls never show a text, so what to look for is only worked out for one that does.
  #prepare(): RegExp {
    this.#needles = new Set([...this.#values].flatMap(renderings));
    this.#pattern = patternOf(this.#needles);
    return this.#pattern;
  }
}

/** `text` whose end is masked where it is how one of the needles begins. */
function withoutBeginning(text: string, needles: ReadonlySet<string>): string {
  let longest = 0;
  for (const needle of needles) {
    for (let length = Math.min(needle.length, text.length); length > longest; length--) {
      if (text.endsWith(needle.slice(0, length))) longest = length;
    }
  }
  return longest === 0 ? text : text.slice(0, -longest) + MASK;
}

function patternOf(needles: ReadonlySet<string>): RegExp {
  const longestFirst = [...needles].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(escape).join("|"), "g");
}

/** `RegExp.escape` is not in Node 22. */
function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function renderings(secret: string): string[] {
  const url = percentEncode(secret);
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replaceAll("%20", "+"),
    formEncode(secret),
    hex,
    hex.toUpperCase(),
    ...base64Renderings(bytes),
  ].filter((rendering) => rendering.length >= SHORTEST);
}

/** A lone surrogate cannot be URL-encoded; it never travels as such either. */
function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function formEncode(text: string): string {
  return new URLSearchParams([["", text.toWellFormed()]]).toString().slice(1);
}

/**
 * Base64 of a text that holds the secret differs with the secret's offset modulo 3: for each offset,
 * the characters that depend on nothing but the secret.
 */
function base64Renderings(bytes: Uint8Array): string[] {
  const found: string[] = [];
  for (const offset of [0, 1, 2]) {
    const padded = new Uint8Array(offset + bytes.length);
    padded.set(bytes, offset);
    const text = btoa(String.fromCharCode(...padded));
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor((padded.length * 8) / 6);
    const core = text.slice(start, end);
    if (core.length < SHORTEST) continue;
    found.push(core, core.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return found;
}

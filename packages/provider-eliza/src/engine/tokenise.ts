import { expand } from "./contractions.ts";

/** One word of the input. */
export interface Word {
  /** Lower case, contractions opened, as patterns are matched against it. */
  readonly key: string;
  /** As it may be shown again: letters, digits, inner apostrophes and hyphens only. */
  readonly shown: string;
  /** Whether it is the first word of a sentence, so that its capital says nothing. */
  readonly first: boolean;
  /** What ends after it. */
  readonly end: "none" | "clause" | "sentence";
}

/** Characters read from each end of a longer text; what lies between is not looked at. */
export const READ_CHARS = 60_000;

const APOSTROPHES = /[\u2018\u2019\u201B\u02BC\u00B4\u0060\uFF07\u2032]/gu;
const INVISIBLE = /[\p{Cf}\uFE0F]/gu;
const TOKEN =
  /https?:\/\/\S+|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*|\.\p{N}+|\.(?:js|ts|py|net|io|com|org)(?![\p{L}\p{N}]))*[+#]{0,2}|[.!?;:,()\n\r\u2026\u3002\uFF1F\uFF01]/gu;
const SENTENCE_END = /^[.!?\n\r\u2026\u3002\uFF1F\uFF01]$/u;
const CLAUSE_END = /^[;:,()]$/u;
const LINK = /^https?:\/\//u;

/** The text as it is read: bounded, compatibility forms folded, invisible characters gone. */
export function clean(text: string): string {
  const read =
    text.length <= 2 * READ_CHARS
      ? text
      : `${text.slice(0, READ_CHARS)}\n${text.slice(-READ_CHARS)}`;
  // The acute accent first: NFKC would part it into a space and a mark.
  return read.replace(APOSTROPHES, "'").normalize("NFKC").replace(INVISIBLE, "");
}

/** The words of a cleaned text. Never throws; time is linear in the length. */
export function tokenise(cleaned: string): readonly Word[] {
  const shouted = !/\p{Ll}/u.test(cleaned) && /\p{Lu}{3}/u.test(cleaned);
  const words: Word[] = [];
  let first = true;
  for (const [token] of cleaned.matchAll(TOKEN)) {
    const end = endOf(token);
    if (end !== "none") {
      closeLast(words, end);
      first ||= end === "sentence";
    } else if (!LINK.test(token)) {
      addWord(words, shouted ? token.toLowerCase() : token, first);
      first = false;
    }
  }
  return words;
}

function endOf(token: string): Word["end"] {
  if (SENTENCE_END.test(token)) return "sentence";
  return CLAUSE_END.test(token) ? "clause" : "none";
}

function closeLast(words: Word[], end: Word["end"]): void {
  const last = words.at(-1);
  if (last !== undefined && last.end !== "sentence") words[words.length - 1] = { ...last, end };
}

function addWord(words: Word[], token: string, first: boolean): void {
  const key = token.toLowerCase();
  const last = words.at(-1);
  if (key === "not" && last?.key === "can" && last.end === "none") {
    words[words.length - 1] = { ...last, key: "cannot", shown: "cannot" };
    return;
  }
  const parts = expand(key);
  if (parts.length === 1 && parts[0] === key) {
    words.push({ key, shown: token, first, end: "none" });
    return;
  }
  for (const [index, part] of parts.entries()) {
    words.push({ key: part, shown: part, first: first && index === 0, end: "none" });
  }
}

/** Words of one clause that are matched together; longer clauses are cut. */
const CLAUSE_WORDS = 60;

/** The words in groups that end at punctuation. */
export function clauses(words: readonly Word[]): readonly (readonly Word[])[] {
  const all: Word[][] = [];
  let current: Word[] = [];
  for (const word of words) {
    current.push(word);
    if (word.end !== "none" || current.length === CLAUSE_WORDS) {
      all.push(current);
      current = [];
    }
  }
  if (current.length > 0) all.push(current);
  return all;
}

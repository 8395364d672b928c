import type { Range } from "./pattern.ts";
import { reflect } from "./reflect.ts";
import type { Word } from "./tokenise.ts";

/** What a reply may be filled with. */
export interface Material {
  readonly words: readonly Word[];
  readonly ranges: readonly Range[];
  readonly name?: string | undefined;
  /** Words whose capital at the head of a sentence says nothing. */
  readonly vocabulary: ReadonlySet<string>;
}

const MOST_WORDS = 14;
const MOST_LETTERS = 30;

const set = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const BREAKS = set("because but although though unless whereas while please lol haha");
const SUBJECTS = set("i you he she it we they my your his her our their there this that");
const LOOSE_ENDS = set(
  "and or but so please too though anyway lol haha ok okay now then either also yet",
);
const DANGLING = set("the a an my your his their our of with i and very as is are am was were");

/**
 * The reply with its captures reflected and put in, as a proper sentence; nothing where a capture
 * is empty, too long or would not read well.
 */
export function fill(template: string, material: Material): string | undefined {
  if (template.includes("$name") && material.name === undefined) return undefined;
  let fits = true;
  const filled = template
    .replaceAll("$name", material.name ?? "")
    .replaceAll(/\$(\d)/gu, (_, digit: string) => {
      const part = captured(material, Number(digit) - 1);
      if (part === undefined) fits = false;
      return part ?? "";
    });
  if (!fits || stumbles(filled)) return undefined;
  return polish(filled);
}

/** The text of one capture, trimmed to one thought and reflected. */
function captured({ words, ranges, vocabulary }: Material, index: number): string | undefined {
  const range = ranges[index];
  if (range === undefined) return undefined;
  const part = trimmed(words.slice(...range));
  const unfit =
    part.length === 0 ||
    part.length > MOST_WORDS ||
    DANGLING.has(part.at(-1)?.key ?? "") ||
    part.some(({ shown }) => shown.length > MOST_LETTERS);
  if (unfit) return undefined;
  const shown = part.map((word) => uncapitalise(word, vocabulary));
  return reflect(
    part.map(({ key }) => key),
    shown,
    words[range[0] - 1]?.key,
  ).join(" ");
}

function trimmed(words: readonly Word[]): readonly Word[] {
  const cut = words.findIndex(
    ({ key }, at) =>
      (at > 0 && BREAKS.has(key)) ||
      (key === "and" && SUBJECTS.has(words[at + 1]?.key ?? "") && at > 0),
  );
  let end = cut === -1 ? words.length : cut;
  while (end > 0 && LOOSE_ENDS.has(words[end - 1]?.key ?? "")) end--;
  return words.slice(0, end);
}

function uncapitalise({ key, shown, first }: Word, vocabulary: ReadonlySet<string>): string {
  const plain = first && /^\p{Lu}\p{Ll}+$/u.test(shown);
  return plain && (vocabulary.has(key) || /(?:ing|ed|ly|s)$/u.test(key)) ? key : shown;
}

const CLASHES = new Set(
  "you your,your you,you yours,i my,my i,i me,me i,me my,my me,me mine,the your,your the,your i,a the,a your".split(
    ",",
  ),
);

/** Whether two neighbours are the same word, or cannot stand beside each other. */
function stumbles(text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}'-]+/u);
  return words.some((word, at) => {
    const next = words[at + 1];
    return next !== undefined && word !== "" && (word === next || CLASHES.has(`${word} ${next}`));
  });
}

/** One space between words, a capital first, one mark at the end. */
export function polish(text: string): string {
  const spaced = text.replaceAll(/\s+/gu, " ").trim();
  const ended = /[.?]$/u.test(spaced) ? spaced : `${spaced}.`;
  return ended.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

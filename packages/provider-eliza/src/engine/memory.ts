import type { Word } from "./tokenise.ts";

const set = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const NOT_A_TOPIC = set(
  "god goodness bad own self dear name point question answer questions answers pleasure guess opinion favourite favorite turn apologies fault life way mind head body part time day god's age side name's lord word place",
);
const ADJECTIVES = set(
  "old new little big best good first last older younger elder oldest youngest favourite favorite small former future current next great poor dear late real other second third whole",
);
const NO_NOUN = set(
  "is are was were has have had will would can cannot could should may might must do does did never always not just only also really still too very so and or but because that who which when while if as than then to of in on at for with from by about into over under after before between a an the my your his her our their this these those i you he she it we they me him us them today tomorrow yesterday tonight now again sometimes often ever yet already soon much more most lot anymore together alone all every each both any some no up down out off away here there",
);
const CLAUSE_OPENERS = set(
  "because that if when while since and but or so think say said know believe hope wish guess suppose feel until although though as than where why how what",
);
const MOST_TOPICS = 8;

/** What the user called "my …", oldest first; each thing comes back once. */
export class Memory {
  readonly #topics: string[] = [];
  readonly #seen = new Set<string>();

  /** Keeps the first thing that the words call "my …", where there is one that is new. */
  keep(words: readonly Word[]): void {
    const topic = topicOf(words);
    if (topic === undefined || this.#seen.has(topic.toLowerCase())) return;
    this.#seen.add(topic.toLowerCase());
    this.#topics.push(topic);
    if (this.#topics.length > MOST_TOPICS) this.#topics.shift();
  }

  /** Takes the oldest thing out. */
  recall(): string | undefined {
    return this.#topics.shift();
  }
}

function topicOf(words: readonly Word[]): string | undefined {
  for (const [at, word] of words.entries()) {
    if (word.key !== "my" || word.end !== "none") continue;
    const owned =
      at > 0 && words[at - 1]?.end === "none" && !CLAUSE_OPENERS.has(words[at - 1]?.key ?? "");
    const topic = nounAfter(words, at + 1, owned);
    if (topic !== undefined) return topic;
  }
  return undefined;
}

/**
 * The noun with its adjectives, and with a second noun where the clause ends after it and `whole`
 * says that no clause began before it: in "because my sister left" the second word is a verb.
 */
function nounAfter(words: readonly Word[], start: number, whole: boolean): string | undefined {
  const at = afterAdjectives(words, start);
  const noun = words[at];
  if (!isNoun(noun) || NOT_A_TOPIC.has(noun.key)) return undefined;
  const follows = !endsAt(words, at) && isNoun(words[at + 1]);
  if (noun.key.endsWith("'s")) return follows ? shown(words.slice(start, at + 2)) : undefined;
  const both = follows && whole && endsAt(words, at + 1);
  return shown(words.slice(start, both ? at + 2 : at + 1));
}

function afterAdjectives(words: readonly Word[], start: number): number {
  let at = start;
  while (at < start + 2 && ADJECTIVES.has(words[at]?.key ?? "") && !endsAt(words, at)) at++;
  return at;
}

function shown(words: readonly Word[]): string {
  return words.map((word) => word.shown).join(" ");
}

function endsAt(words: readonly Word[], at: number): boolean {
  return words[at]?.end !== "none" || at + 1 === words.length;
}

function isNoun(word: Word | undefined): word is Word {
  return (
    word !== undefined &&
    !NO_NOUN.has(word.key) &&
    !word.key.endsWith("ly") &&
    /^\p{L}[\p{L}\p{M}'-]+$/u.test(word.shown) &&
    word.shown.length <= 24
  );
}

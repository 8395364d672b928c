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
    const topic = nounAfter(words, at + 1);
    if (topic !== undefined) return topic;
  }
  return undefined;
}

/** The noun with its adjectives, and with a second noun where the clause ends after it. */
function nounAfter(words: readonly Word[], start: number): string | undefined {
  const taken: Word[] = [];
  let at = start;
  while (ADJECTIVES.has(words[at]?.key ?? "") && words[at]?.end === "none" && taken.length < 2) {
    taken.push(words[at++] as Word);
  }
  const noun = words[at];
  if (noun === undefined || !isNoun(noun) || NOT_A_TOPIC.has(noun.key)) return undefined;
  taken.push(noun);
  const second = words[at + 1];
  const possessive = noun.key.endsWith("'s");
  if (noun.end === "none" && second !== undefined && isNoun(second)) {
    const closes = second.end !== "none" || at + 2 === words.length;
    if (possessive || (closes && start > 1)) taken.push(second);
  } else if (possessive) return undefined;
  return taken.map(({ shown }) => shown).join(" ");
}

function isNoun({ key, shown }: Word): boolean {
  return (
    !NO_NOUN.has(key) && !key.endsWith("ly") && /^\p{L}[\p{L}\p{M}'-]+$/u.test(key) && shown.length <= 24
  );
}

import { AFTERCARE_POOL, CRISIS_POOL } from "../script/crisis.ts";
import { EMPTY, FOREIGN_LANGUAGE, LONG, NONE, RECALL, REPEATED, SIGNS } from "../script/pools.ts";
import type { Pool } from "../script/rule.ts";
import { candidates } from "./candidates.ts";
import type { Candidate } from "./candidates.ts";
import { fill, polish } from "./compose.ts";
import { isForeign } from "./language.ts";
import { Memory } from "./memory.ts";
import { nameIn } from "./name.ts";
import { find } from "./pattern.ts";
import { Rotation } from "./rotation.ts";
import { mentionsSelfHarm } from "./safety.ts";
import { scriptIndex } from "./script-index.ts";
import type { CompiledTopic } from "./script-index.ts";
import { clean, tokenise } from "./tokenise.ts";
import type { Word } from "./tokenise.ts";

/** Words beyond which a message is too long for key words to say what it is about. */
const LONG_WORDS = 300;
/** Turns after a mention of self-harm in which there is no small talk. */
const CARE_TURNS = 2;
/** Turns within which the same input counts as repeated, and the words it must have. */
const REPEAT_TURNS = 3;
const REPEAT_WORDS = 3;
/** From this rank on a topic is answered whatever was said before. */
const FIRM_RANK = 60;
const COURTESIES: ReadonlySet<string> = new Set(["thanks", "goodbye"]);
const MOST_GOTOS = 3;

/** One chat, turn by turn. All that it knows comes from the user's messages and the seed. */
export class Conversation {
  readonly #rotation: Rotation;
  readonly #memory = new Memory();
  #said: readonly string[] = [];
  #name: string | undefined;
  #care = 0;

  constructor(seed: number) {
    this.#rotation = new Rotation(seed);
  }

  /** Answers the next message of the user: one line, never empty. Never throws. */
  hear(text: string): string {
    const cleaned = clean(text);
    const words = tokenise(cleaned);
    const reply = this.#answer(cleaned, words);
    this.#rotation.note(reply);
    return reply;
  }

  #answer(cleaned: string, words: readonly Word[]): string {
    if (mentionsSelfHarm(cleaned, words)) {
      this.#care = CARE_TURNS + 1;
      return this.#from(CRISIS_POOL);
    }
    this.#care = Math.max(0, this.#care - 1);
    const pool = poolFor(cleaned, words);
    if (pool !== undefined) return this.#from(this.#care > 0 ? AFTERCARE_POOL : pool);
    this.#name = nameIn(words) ?? this.#name;
    const reply = this.#byKeyword(cleaned, words) ?? this.#fallBack();
    if (this.#care === 0) this.#memory.keep(words);
    return reply;
  }

  #byKeyword(cleaned: string, words: readonly Word[]): string | undefined {
    const found = candidates(scriptIndex(), cleaned, words);
    const repeated = this.#noteInput(words);
    for (const candidate of found) {
      const { rank, id } = candidate.topic;
      if (rank < FIRM_RANK && !COURTESIES.has(id)) {
        if (this.#care > 0) return this.#from(AFTERCARE_POOL);
        if (repeated) return this.#from(REPEATED);
      }
      const reply = this.#byRules(candidate.topic, candidate, MOST_GOTOS);
      if (reply !== undefined) return reply;
    }
    if (this.#care > 0) return this.#from(AFTERCARE_POOL);
    return repeated ? this.#from(REPEATED) : undefined;
  }

  #byRules(topic: CompiledTopic, { clause }: Candidate, gotos: number): string | undefined {
    const subject = {
      keys: clause.map(({ key }) => key),
      endsAt: (at: number) => at === clause.length,
    };
    for (const { id, pattern, rule } of topic.rules) {
      const ranges = find(pattern, subject);
      if (ranges === undefined) continue;
      const reply =
        "goto" in rule
          ? this.#follow(rule.goto, { topic, clause }, gotos)
          : this.#rotation.take(id, this.#fitting(rule.say), (template) =>
              fill(template, {
                words: clause,
                ranges,
                name: this.#name,
                vocabulary: scriptIndex().vocabulary,
              }),
            );
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  #follow(id: string, candidate: Candidate, gotos: number): string | undefined {
    const topic = scriptIndex().byId.get(id);
    if (topic === undefined || gotos === 0) return undefined;
    return this.#byRules(topic, candidate, gotos - 1);
  }

  /** Where some replies of a rule carry the name: those if it is known, else the others. */
  #fitting(replies: readonly string[]): readonly string[] {
    const named = replies.filter((reply) => reply.includes("$name"));
    if (named.length === 0) return replies;
    return this.#name === undefined ? replies.filter((reply) => !named.includes(reply)) : named;
  }

  /** Something from earlier, else a reply that fits everything. */
  #fallBack(): string {
    const topic = this.#memory.recall();
    const recalled =
      topic === undefined
        ? undefined
        : this.#rotation.take(RECALL.id, RECALL.say, (template) =>
            polish(template.replaceAll("$1", topic)),
          );
    return recalled ?? this.#from(NONE);
  }

  /** A pool holds more replies than may not be repeated, so that one is always left. */
  #from({ id, say }: Pool): string {
    return this.#rotation.take(id, say, polish) ?? polish(say.join(" "));
  }

  /** Whether the same was said within the last turns; notes that it was said now. */
  #noteInput(words: readonly Word[]): boolean {
    const keys = words.map(({ key }) => key).join(" ");
    const repeated = words.length >= REPEAT_WORDS && this.#said.includes(keys);
    this.#said = [...this.#said, keys].slice(-REPEAT_TURNS);
    return repeated;
  }
}

/** Replies for input that no rule need look at. */
function poolFor(cleaned: string, words: readonly Word[]): Pool | undefined {
  if (words.length === 0) return /\S/u.test(cleaned.replaceAll(/\p{Cc}/gu, " ")) ? SIGNS : EMPTY;
  if (words.length > LONG_WORDS) return LONG;
  const keys = words.map(({ key }) => key);
  return isForeign(cleaned, keys) ? FOREIGN_LANGUAGE : undefined;
}

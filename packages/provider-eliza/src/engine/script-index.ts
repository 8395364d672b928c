import { CLASSES } from "../script/classes.ts";
import type { Rule, Topic } from "../script/rule.ts";
import { TOPICS } from "../script/topics.ts";
import { compile } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";

/** A rule that is ready to be matched. */
interface CompiledRule {
  /** Names its rotation. */
  readonly id: string;
  readonly pattern: Pattern;
  readonly rule: Rule;
}

/** A topic that is ready to be looked up. */
export interface CompiledTopic {
  readonly id: string;
  readonly rank: number;
  /** Place in the script, which decides between equal ranks. */
  readonly order: number;
  readonly rules: readonly CompiledRule[];
}

/** The script, compiled. */
export interface ScriptIndex {
  readonly byWord: ReadonlyMap<string, readonly CompiledTopic[]>;
  readonly byId: ReadonlyMap<string, CompiledTopic>;
  /** Every word that the script knows. */
  readonly vocabulary: ReadonlySet<string>;
}

let index: ScriptIndex | undefined;

/** The compiled script; compiled at the first call. */
export function scriptIndex(): ScriptIndex {
  return (index ??= compileTopics(TOPICS));
}

const COMMON =
  "the a an this that these those some any most many few my your his her our their it its he she they we i you in on at after before since if and but or so then there here today yesterday tomorrow sometimes often usually just only even all both each every one two three not no yes";

/** @throws TypeError where two topics share an id, or a goto leads nowhere. */
export function compileTopics(topics: readonly Topic[]): ScriptIndex {
  const byWord = new Map<string, CompiledTopic[]>();
  const byId = new Map<string, CompiledTopic>();
  const vocabulary = new Set([...COMMON.split(" "), ...[...CLASSES.values()].flat()]);
  for (const [order, topic] of topics.entries()) {
    if (byId.has(topic.id)) throw new TypeError(`two topics have the id ${topic.id}`);
    const compiled = compileTopic(topic, order);
    byId.set(topic.id, compiled);
    for (const word of new Set(topic.words.split(" "))) {
      byWord.set(word, [...(byWord.get(word) ?? []), compiled]);
    }
    for (const word of wordsOf(topic)) vocabulary.add(word);
  }
  checkGotos(topics, byId);
  return { byWord, byId, vocabulary };
}

function compileTopic({ id, rank, rules }: Topic, order: number): CompiledTopic {
  const compiled = rules.map((rule, at) => ({
    id: `${id}:${at}`,
    pattern: compile(rule.when),
    rule,
  }));
  return { id, rank, order, rules: compiled };
}

function wordsOf({ words, rules }: Topic): readonly string[] {
  return [words, ...rules.map(({ when }) => when)].join(" ").split(/[ /]/u);
}

function checkGotos(topics: readonly Topic[], byId: ReadonlyMap<string, CompiledTopic>): void {
  for (const { id, rules } of topics) {
    for (const rule of rules) {
      if ("goto" in rule && !byId.has(rule.goto)) {
        throw new TypeError(`topic ${id} goes to ${rule.goto}, which does not exist`);
      }
    }
  }
}

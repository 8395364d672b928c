import type { CompiledTopic, ScriptIndex } from "./script-index.ts";
import { clauses } from "./tokenise.ts";
import type { Word } from "./tokenise.ts";

/** A topic that a key word called, with the clause in which it did. */
export interface Candidate {
  readonly topic: CompiledTopic;
  readonly clause: readonly Word[];
}

/** Signs of arithmetic in text that is no longer than this are looked for. */
const SUM_CHARS = 200;
const SUM = /\d\s{0,3}[*+×÷^]\s{0,3}\d|\d\s{1,3}[-/x]\s{1,3}\d|^\d{1,9}[-/]\d{1,9}\s{0,3}[=?]/u;

/** Everything in the input that some rule may answer, highest rank first. */
export function candidates(
  script: ScriptIndex,
  cleaned: string,
  words: readonly Word[],
): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const clause of clauses(words)) {
    const topics = new Set(clause.flatMap(({ key }) => script.byWord.get(key) ?? []));
    for (const topic of topics) found.push({ topic, clause });
  }
  const sums = script.byId.get("sums");
  if (sums !== undefined && cleaned.length <= SUM_CHARS && SUM.test(cleaned.trim())) {
    found.push({ topic: sums, clause: words });
  }
  // The sort is stable: of equals, the earlier clause comes first.
  return found.toSorted((a, b) => b.topic.rank - a.topic.rank || a.topic.order - b.topic.order);
}

import { CRISIS_FOREIGN, CRISIS_PHRASES, CRISIS_STEMS } from "../script/crisis.ts";
import type { CrisisPhrase } from "../script/crisis.ts";
import { compile, matchesAt, openers } from "./pattern.ts";
import type { Pattern, Subject } from "./pattern.ts";
import type { Word } from "./tokenise.ts";

interface Watch {
  readonly pattern: Pattern;
  readonly unless: ReadonlySet<string>;
}

/** Words before and after a phrase in which an exception counts. */
const BEFORE = 5;
const AFTER = 10;

let watches: ReadonlyMap<string, readonly Watch[]> | undefined;

/** Whether the text mentions suicide or self-harm. Looks at every word; time is linear. */
export function mentionsSelfHarm(cleaned: string, words: readonly Word[]): boolean {
  const lower = cleaned.toLowerCase();
  if (CRISIS_FOREIGN.some((phrase) => lower.includes(phrase))) return true;
  const table = (watches ??= compileAll(CRISIS_PHRASES));
  const { keys, ends } = flatten(words);
  const subject: Subject = { keys, endsAt: (at) => at >= keys.length || ends.has(at) };
  return keys.some((key, at) => {
    const stem = CRISIS_STEMS.find(({ begins }) => key.startsWith(begins));
    if (stem !== undefined && !near(keys, at, new Set(stem.unless.split(" ")), 1, 1)) return true;
    return (table.get(key) ?? []).some(
      ({ pattern, unless }) =>
        matchesAt(pattern, subject, at) && !near(keys, at, unless, BEFORE, AFTER),
    );
  });
}

function near(
  keys: readonly string[],
  at: number,
  wanted: ReadonlySet<string>,
  before: number,
  after: number,
): boolean {
  if (wanted.size === 0) return false;
  return keys.slice(Math.max(0, at - before), at + after + 1).some((key) => wanted.has(key));
}

/** Hyphenated words count as their parts: "self-harm" is "self harm". */
function flatten(words: readonly Word[]): { readonly keys: string[]; readonly ends: Set<number> } {
  const keys: string[] = [];
  const ends = new Set<number>();
  for (const { key, end } of words) {
    keys.push(...key.split(/[-.]/u));
    if (end !== "none") ends.add(keys.length);
  }
  return { keys, ends };
}

function compileAll(phrases: readonly CrisisPhrase[]): ReadonlyMap<string, readonly Watch[]> {
  const table = new Map<string, Watch[]>();
  for (const { say, unless = "" } of phrases) {
    const watch = {
      pattern: compile(say),
      unless: new Set(unless === "" ? [] : unless.split(" ")),
    };
    for (const opener of openers(watch.pattern)) {
      const row = table.get(opener) ?? [];
      row.push(watch);
      table.set(opener, row);
    }
  }
  return table;
}

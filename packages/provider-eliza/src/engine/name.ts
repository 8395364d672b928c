import { compile, find } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import { clauses } from "./tokenise.ts";
import type { Word } from "./tokenise.ts";

const SAID = ["my name is *", "i am called *", "^ ~1 call me *"];
const NOT_A_NAME = new Set(
  "not a an the what is my your on it in when if later back maybe so very no and or but because too".split(
    " ",
  ),
);
const MOST_LETTERS = 24;

let patterns: readonly Pattern[] | undefined;

/** The name that the user gives in these words, if any: one word, or two that are capitalised. */
export function nameIn(words: readonly Word[]): string | undefined {
  const compiled = (patterns ??= SAID.map(compile));
  for (const clause of clauses(words)) {
    const subject = {
      keys: clause.map(({ key }) => key),
      endsAt: (at: number) => at === clause.length,
    };
    for (const pattern of compiled) {
      const range = find(pattern, subject)?.at(-1);
      const name = range === undefined ? undefined : asName(clause.slice(...range));
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

function asName(words: readonly Word[]): string | undefined {
  const [first, second] = words;
  if (first === undefined || !mayBeName(first)) return undefined;
  const capital = /^\p{Lu}/u;
  const both = second !== undefined && capital.test(second.shown) && mayBeName(second);
  const parts = both && capital.test(first.shown) ? [first, second] : [first];
  return parts.map(({ shown }) => shown.replace(/^\p{Ll}/u, (c) => c.toUpperCase())).join(" ");
}

function mayBeName({ key, shown }: Word): boolean {
  return (
    !NOT_A_NAME.has(key) && shown.length <= MOST_LETTERS && /^\p{L}[\p{L}\p{M}'-]*$/u.test(shown)
  );
}

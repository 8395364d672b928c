import { CLASSES, FILLERS } from "../script/classes.ts";

interface WordElement {
  readonly kind: "word";
  readonly words: ReadonlySet<string>;
  readonly captured: boolean;
}
interface GapElement {
  readonly kind: "gap";
  readonly most: number;
  readonly captured: boolean;
  /** The only words that may lie in it; any, where absent. */
  readonly only?: ReadonlySet<string>;
}
interface EdgeElement {
  readonly kind: "start" | "end";
}
type Element = WordElement | GapElement | EdgeElement;

/** A compiled pattern; see {@link compile}. */
export interface Pattern {
  readonly elements: readonly Element[];
  /** Whether a gap of any length is in it, which makes it worth to remember what failed. */
  readonly open: boolean;
}

/** Where a captured element matched: from the first word up to, not including, the last. */
export type Range = readonly [from: number, to: number];

/**
 * Compiles the notation of the script, elements parted by spaces: `word`, `word/other` (either),
 * `@class` (captured), `*` (any words, captured), `~3` (at most 3 words), `?` (filler words such as
 * "really a"), `^` and `$` (the edges).
 * A pattern floats: it matches anywhere unless an edge holds it. As few words as possible go to a
 * gap, and all that is left to a last `*`.
 * @throws TypeError for a class that is not known.
 */
export function compile(source: string): Pattern {
  const elements = source.split(" ").map((part) => element(part, source));
  return { elements, open: elements.some((each) => each.kind === "gap" && each.most === Infinity) };
}

const MOST_FILLERS = 5;

function element(part: string, source: string): Element {
  if (part === "^") return { kind: "start" };
  if (part === "$") return { kind: "end" };
  if (part === "*") return { kind: "gap", most: Infinity, captured: true };
  if (part === "?") return { kind: "gap", most: MOST_FILLERS, captured: false, only: FILLERS };
  if (part.startsWith("~")) return { kind: "gap", most: Number(part.slice(1)), captured: false };
  const words = part.split("/").flatMap((word) => {
    if (!word.startsWith("@")) return [word];
    const members = CLASSES.get(word.slice(1));
    if (members === undefined) throw new TypeError(`no class ${word} for the pattern "${source}"`);
    return members;
  });
  return { kind: "word", words: new Set(words), captured: part.startsWith("@") };
}

/** The words that the first word element takes; empty where the pattern does not begin with one. */
export function openers(pattern: Pattern): ReadonlySet<string> {
  const [first] = pattern.elements;
  return first?.kind === "word" ? first.words : new Set();
}

/** What a pattern is matched against. */
export interface Subject {
  readonly keys: readonly string[];
  /** Whether a sentence ends before this index. */
  readonly endsAt: (index: number) => boolean;
}

/** Captures of the leftmost match, or nothing. */
export function find(pattern: Pattern, subject: Subject): readonly Range[] | undefined {
  const matcher = new Matcher(pattern, subject);
  for (let from = 0; from <= subject.keys.length; from++) {
    const ranges = matcher.run(0, from);
    if (ranges !== undefined) return ranges;
  }
  return undefined;
}

/** Whether the pattern matches from exactly this index on. */
export function matchesAt(pattern: Pattern, subject: Subject, from: number): boolean {
  return new Matcher(pattern, subject).run(0, from) !== undefined;
}

/** Remembers what failed, so that the time is bounded by elements × words × words. */
class Matcher {
  readonly #elements: readonly Element[];
  readonly #subject: Subject;
  readonly #failed: Set<number> | undefined;

  constructor({ elements, open }: Pattern, subject: Subject) {
    this.#elements = elements;
    this.#subject = subject;
    this.#failed = open ? new Set() : undefined;
  }

  run(at: number, from: number): readonly Range[] | undefined {
    const current = this.#elements[at];
    if (current === undefined) return [];
    const state = from * this.#elements.length + at;
    if (this.#failed?.has(state) === true) return undefined;
    const found = this.#step(current, at, from);
    if (found === undefined) this.#failed?.add(state);
    return found;
  }

  #step(current: Element, at: number, from: number): readonly Range[] | undefined {
    if (current.kind === "gap") return this.#gap(current, at, from);
    if (current.kind === "word") {
      const key = this.#subject.keys[from];
      if (key === undefined || !current.words.has(key)) return undefined;
      return withCapture(current.captured, [from, from + 1], this.run(at + 1, from + 1));
    }
    const holds = current.kind === "start" ? from === 0 : this.#subject.endsAt(from);
    return holds ? this.run(at + 1, from) : undefined;
  }

  #gap(gap: GapElement, at: number, from: number): readonly Range[] | undefined {
    const length = this.#subject.keys.length;
    const isLast = at === this.#elements.length - 1;
    if (isLast && gap.most === Infinity) return withCapture(gap.captured, [from, length], []);
    const last = Math.min(length, from + gap.most);
    for (let to = from; to <= last; to++) {
      const rest = this.run(at + 1, to);
      if (rest !== undefined) return withCapture(gap.captured, [from, to], rest);
      if (gap.only !== undefined && !gap.only.has(this.#subject.keys[to] ?? "")) break;
    }
    return undefined;
  }
}

function withCapture(
  captured: boolean,
  range: Range,
  rest: readonly Range[] | undefined,
): readonly Range[] | undefined {
  return captured && rest !== undefined ? [range, ...rest] : rest;
}

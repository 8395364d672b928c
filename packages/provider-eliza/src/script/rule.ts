/**
 * One decomposition and what may be answered to it, used in rotation. `$1`, `$2` … are the captures
 * of the pattern, reflected; `$name` is the name the user gave. A reply whose captures are empty or
 * unfit is passed over.
 */
interface SayRule {
  readonly when: string;
  readonly say: readonly string[];
}

/** A decomposition that is answered by the rules of another topic. */
interface GotoRule {
  readonly when: string;
  readonly goto: string;
}

export type Rule = SayRule | GotoRule;

/** A ranked group of key words with the rules that they call; the highest rank is tried first. */
export interface Topic {
  readonly id: string;
  readonly rank: number;
  /** Key words, parted by spaces; equivalents stand beside each other. */
  readonly words: string;
  readonly rules: readonly Rule[];
}

/** Replies that no key word calls. */
export interface Pool {
  readonly id: string;
  readonly say: readonly string[];
}

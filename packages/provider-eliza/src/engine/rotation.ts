/** Turns within which no reply comes twice. */
const NO_REPEAT_TURNS = 5;

/** Hands out the replies of a rule in turn, beginning where the seed says, skipping recent ones. */
export class Rotation {
  readonly #seed: number;
  readonly #next = new Map<string, number>();
  readonly #recent: string[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /**
   * The next of `replies` that `make` can fill and that was not given within the last turns.
   * Nothing where none is left.
   */
  take(
    id: string,
    replies: readonly string[],
    make: (template: string) => string | undefined,
  ): string | undefined {
    const start = this.#next.get(id) ?? hash(this.#seed, id);
    for (let step = 0; step < replies.length; step++) {
      const at = (start + step) % replies.length;
      const made = make(replies[at] ?? "");
      if (made === undefined || this.#recent.includes(made)) continue;
      this.#next.set(id, at + 1);
      return made;
    }
    return undefined;
  }

  /** Notes what was answered in a turn. */
  note(reply: string): void {
    this.#recent.push(reply);
    if (this.#recent.length > NO_REPEAT_TURNS) this.#recent.shift();
  }
}

/** FNV-1a over the digits of the seed and the id, as an unsigned 32-bit number. */
function hash(seed: number, id: string): number {
  let value = 0x81_1c_9d_c5;
  for (const character of `${seed}/${id}`) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  // The low bits alone follow the last character; the fold spreads the seed over small moduli.
  return (value ^ (value >>> 15)) >>> 0;
}

const FOLD_AT = 1024;

/**
 * Text that grows piece by piece and is joined once. Every so many pieces are folded into one, so that
 * a flood of tiny pieces costs the memory of its text, not that of its objects.
 */
export class Pieces {
  readonly #separator: string;
  #folded: string[] = [];
  #pieces: string[] = [];

  constructor(separator: string) {
    this.#separator = separator;
  }

  get empty(): boolean {
    return this.#pieces.length === 0 && this.#folded.length === 0;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    if (this.#pieces.length === FOLD_AT) this.#fold();
  }

  /** Hands out everything, with the separator between the pieces, and starts anew. */
  take(): string {
    if (this.#folded.length === 0 && this.#pieces.length < 2) return this.#pieces.pop() ?? "";
    if (this.#pieces.length > 0) this.#fold();
    const folded = this.#folded;
    this.#folded = [];
    return folded.length === 1 ? (folded[0] ?? "") : folded.join(this.#separator);
  }

  #fold(): void {
    this.#folded.push(this.#pieces.join(this.#separator));
    this.#pieces = [];
  }
}

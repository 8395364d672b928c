const MASK = "[secret]";

/** A value that is shown nowhere by accident: as text, as JSON and to `inspect` it is `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }
}

// Declared apart: a member keyed by this symbol has no type that could be declared.
Object.defineProperty(Secret.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: () => MASK,
});

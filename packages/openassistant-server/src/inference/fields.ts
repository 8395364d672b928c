import { Refusal, type Problem } from "../refusal.ts";

type Loc = readonly (string | number)[];
/** Turns one value into what is wanted, or says what is wrong with it. */
type Reader<T> = (value: unknown) => T | Wrong;
/** What is wrong with a value. */
export type Wrong = Omit<Problem, "loc"> & { readonly wrong: true };

/** Reads the fields of an object as pydantic 1 does: lenient in types, all complaints at once. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #loc: Loc;
  readonly #problems: Problem[];

  constructor(
    values: Readonly<Record<string, unknown>>,
    loc: Loc = ["body"],
    problems: Problem[] = [],
  ) {
    this.#values = values;
    this.#loc = loc;
    this.#problems = problems;
  }

  /** A field that must be there and not null; `placeholder` stands for it until {@link check}. */
  required<T>(name: string, read: Reader<T>, placeholder: T): T {
    if (this.#has(name)) return this.#read(name, read, placeholder);
    this.#complain(name, { msg: "field required", type: "value_error.missing" });
    return placeholder;
  }

  /** A field that may be absent, but not null. */
  optional<T>(name: string, read: Reader<T>, fallback: T): T {
    return this.#has(name) ? this.#read(name, read, fallback) : fallback;
  }

  /** A field that may be absent or null. */
  nullable<T>(name: string, read: Reader<T>): T | null {
    const value = this.#values[name];
    return !this.#has(name) || value === null ? null : this.#read<T | null>(name, read, null);
  }

  has(name: string): boolean {
    return this.#has(name);
  }

  /** The same for what lies within. */
  within(values: Readonly<Record<string, unknown>>, ...path: Loc): Fields {
    return new Fields(values, [...this.#loc, ...path], this.#problems);
  }

  /** @throws Refusal 422 with every complaint so far. */
  check(): void {
    if (this.#problems.length > 0) throw new Refusal(422, this.#problems);
  }

  #has(name: string): boolean {
    return Object.hasOwn(this.#values, name);
  }

  #read<T>(name: string, read: Reader<T>, placeholder: T): T {
    const value = this.#values[name];
    const result =
      value === null
        ? wrong("none is not an allowed value", "type_error.none.not_allowed")
        : read(value);
    if (!isWrong(result)) return result;
    const { wrong: _, ...problem } = result;
    this.#complain(name, problem);
    return placeholder;
  }

  #complain(name: string, problem: Omit<Problem, "loc">): void {
    this.#problems.push({ loc: [...this.#loc, name], ...problem });
  }
}

/** A complaint. */
export function wrong(msg: string, type: string, ctx?: Problem["ctx"]): Wrong {
  return { wrong: true, msg, type, ...(ctx !== undefined && { ctx }) };
}

function isWrong(value: unknown): value is Wrong {
  return typeof value === "object" && value !== null && "wrong" in value;
}

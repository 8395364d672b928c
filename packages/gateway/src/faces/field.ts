import { Refusal, type Problem } from "../refusal.ts";
import type { RequestObject } from "./request-object.ts";

/** One value of a request, and where it stands; what is wrong with it is refused by that name. */
export class Field {
  readonly value: unknown;
  /** `messages.0.content`; empty for the body itself. */
  readonly path: string;

  constructor(value: unknown, path = "") {
    this.value = value;
    this.path = path;
  }

  /** Whether nothing is there; null stands for nothing. */
  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** A field of this object; of anything else there is none. */
  at(key: string): Field {
    const path = this.path === "" ? key : `${this.path}.${key}`;
    const { value } = this;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) {
      return new Field(undefined, path);
    }
    return new Field(Reflect.get(value, key), path);
  }

  /** Refuses this value. */
  refuse(message: string, problem: Problem = "value"): never {
    const { path: parameter } = this;
    throw new Refusal(parameter === "" ? message : `${parameter}: ${message}`, {
      problem,
      ...(parameter === "" ? {} : { parameter }),
    });
  }

  object(): RequestObject {
    const { value } = this;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as RequestObject;
    }
    return this.#wrongType("a valid dictionary");
  }

  list(): Field[] {
    const { value } = this;
    if (!Array.isArray(value)) return this.#wrongType("a valid list");
    return (value as unknown[]).map((item, index) => new Field(item, `${this.path}.${index}`));
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.#wrongType("a valid string");
  }

  flag(): boolean {
    return typeof this.value === "boolean" ? this.value : this.#wrongType("a valid boolean");
  }

  /** A number between `least` and `most`, both included. */
  number(least: number, most: number): number {
    const { value } = this;
    if (typeof value !== "number" || !Number.isFinite(value)) {
      return this.#wrongType("a valid number");
    }
    if (value < least) this.refuse(`Input should be greater than or equal to ${least}`);
    if (value > most) this.refuse(`Input should be less than or equal to ${most}`);
    return value;
  }

  integer(least: number, most: number = Number.MAX_SAFE_INTEGER): number {
    if (typeof this.value === "number" && !Number.isSafeInteger(this.value)) {
      return this.#wrongType("a valid integer");
    }
    return this.number(least, most);
  }

  /** One of some words. */
  oneOf<Word extends string>(words: readonly Word[]): Word {
    const { value } = this;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    if (value === undefined) return this.#wrongType("");
    const all = words.map((word) => `'${word}'`);
    const last = all.at(-1) ?? "";
    const listed = all.length === 1 ? last : `${all.slice(0, -1).join(", ")} or ${last}`;
    return this.refuse(`Input should be ${listed}`);
  }

  /** What `read` makes of it, undefined where nothing is there. */
  maybe<T>(read: (field: Field) => T): T | undefined {
    return this.absent ? undefined : read(this);
  }

  #wrongType(wanted: string): never {
    if (this.value === undefined) return this.refuse("Field required", "missing");
    return this.refuse(`Input should be ${wanted}`, "type");
  }
}

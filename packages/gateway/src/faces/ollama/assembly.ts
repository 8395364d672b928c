import type { RawPart } from "@g4f/core";

import type { Assembly } from "../../face.ts";

type Json = Readonly<Record<string, unknown>>;

/** One answer out of the lines of a stream: the last line, with what all of them say. */
export class ChatAssembly implements Assembly {
  #last: Json | undefined;
  #message: Record<string, unknown> = {};

  readonly restart = (): void => {
    this.#last = undefined;
    this.#message = {};
  };

  readonly raw = ({ data }: RawPart): void => {
    const line = Object(data) as Json;
    this.#last = line;
    for (const [field, value] of Object.entries(Object(line["message"]) as Json)) {
      this.#message[field] = joined(field, this.#message[field], value);
    }
  };

  readonly body = (): object | undefined =>
    this.#last?.["done"] === true ? { ...this.#last, message: this.#message } : undefined;
}

/** Texts and lists go on; of anything else the last one counts. */
function joined(field: string, before: unknown, value: unknown): unknown {
  if (field !== "role" && typeof before === "string" && typeof value === "string") {
    return before + value;
  }
  if (!Array.isArray(before)) return value ?? before;
  return Array.isArray(value) ? [...(before as unknown[]), ...(value as unknown[])] : before;
}

import { Refusal } from "../../refusal.ts";
import type { RequestObject } from "../request-object.ts";

/** Something of a request that no wire but OpenAI's own can carry, by its type. */
export interface Foreign {
  readonly foreign: string;
}

/** Whether other wires have nothing like it. */
export function isForeign(value: unknown): value is Foreign {
  return typeof value === "object" && value !== null && "foreign" in value;
}

/** What is said of it to those who ask a provider of another wire. */
export function foreign(parameter: string, what?: Foreign): Refusal {
  const type = what === undefined ? "" : ` of type '${what.foreign.slice(0, 64)}'`;
  return new Refusal(
    `Unsupported value: '${parameter}'${type} is known to OpenAI's own API, which the provider of this model does not speak.`,
    { code: "not_supported", parameter, problem: "unsupported" },
  );
}

/** The first part of a message that is none of those `known`: some host of OpenAI's API may know it. */
export function foreignPart(
  parameter: string,
  messages: readonly RequestObject[],
  known: ReadonlySet<unknown>,
): Refusal | undefined {
  for (const [at, message] of messages.entries()) {
    for (const field of ["content", "output"]) {
      const parts = message[field];
      if (!Array.isArray(parts)) continue;
      const types = (parts as readonly RequestObject[]).map(({ type }) => type);
      const place = types.findIndex((type) => !known.has(type));
      if (place < 0) continue;
      const name = `${parameter}[${at}].${field}[${place}]`;
      return foreign(name, { foreign: String(types[place]) });
    }
  }
  return undefined;
}

import type { MessageReasoning, ReasoningPart } from "@g4f/core";

import { seal, unseal } from "../openai/sealed.ts";

/** Where in the reasoning of an answer a block stands, and what must be sent back with it. */
interface Place {
  readonly at: number;
  readonly length: number;
  readonly state: unknown;
}

/** Finds out which piece of the reasoning the data belongs to that must be sent back with it. */
export class ReasoningPlaces {
  #total = 0;
  #start = 0;
  #block: string | number | undefined;

  /** The `reasoning_details` that a part completes; undefined where it completes none. */
  detail({ text, block, state }: ReasoningPart): object | undefined {
    if (block !== this.#block) this.#start = this.#total;
    this.#block = block;
    this.#total += text.length;
    if (state === undefined) return undefined;
    const place: Place = { at: this.#start, length: this.#total - this.#start, state };
    this.#start = this.#total;
    return { type: "reasoning.encrypted", data: seal(place) };
  }
}

/** The `reasoning_details` of a whole answer. */
export function detailsOf(reasoning: readonly MessageReasoning[]): object[] {
  const places = new ReasoningPlaces();
  return reasoning.flatMap(({ text, state }, block) => {
    const detail = places.detail({ type: "reasoning", text, state, block });
    return detail === undefined ? [] : [detail];
  });
}

/** The reasoning of a message that came back: by its details where they are ours, else as one text. */
export function reasoningOf(text: string, details: readonly unknown[]): MessageReasoning[] {
  const blocks = details.flatMap((detail): MessageReasoning[] => {
    const place = Object(unseal(Reflect.get(Object(detail), "data"))) as Partial<Place>;
    const { at, length, state } = place;
    if (typeof at !== "number" || typeof length !== "number") return [];
    return [{ text: text.slice(at, at + length), state }];
  });
  return blocks.length > 0 || text === "" ? blocks : [{ text }];
}

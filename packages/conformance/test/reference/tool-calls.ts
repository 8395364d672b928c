import { ProviderError, type ToolCallDeltaPart, type ToolCallPart } from "@g4f/core";

/** A piece of a call as hosts of this wire send it; some leave out index, id or type. */
export interface WireToolCall {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: {
    readonly name?: string | null;
    readonly arguments?: string | object | null;
  } | null;
}

interface OpenCall {
  readonly index: number;
  id: string | undefined;
  name: string;
  arguments: string;
}

/** Puts the calls of one answer together from their pieces. */
export class ToolCalls {
  readonly #calls: OpenCall[] = [];

  /** Takes a piece in, and says it as a part. */
  add(piece: WireToolCall): ToolCallDeltaPart {
    const { id, function: said } = piece;
    const call = this.#find(piece);
    if (typeof id === "string" && id !== "") call.id ??= id;
    if (typeof said?.name === "string" && call.name === "") call.name = said.name;
    const delta = said?.arguments ?? "";
    const argumentsDelta = typeof delta === "string" ? delta : JSON.stringify(delta);
    call.arguments += argumentsDelta;
    return {
      type: "tool-call-delta",
      index: call.index,
      ...(call.id === undefined ? {} : { id: call.id }),
      ...(call.name === "" ? {} : { name: call.name }),
      argumentsDelta,
    };
  }

  /** Every call, whole. @throws ProviderError `protocol` where one is cut off or has no name. */
  *complete(): Generator<ToolCallPart> {
    for (const { index, id, name, arguments: given } of this.#calls) {
      const text = given.trim() === "" ? "{}" : given;
      if (name === "" || !isJsonObject(text)) {
        throw new ProviderError("protocol", "a tool call that is not complete", { phase: "end" });
      }
      yield { type: "tool-call", id: id ?? `call_${index}`, name, arguments: text, index };
    }
  }

  /** By index; where there is none by id; a piece with neither goes on with the last call. */
  #find({ index, id }: WireToolCall): OpenCall {
    const known =
      typeof index === "number"
        ? this.#calls.find((call) => call.index === index)
        : typeof id === "string" && id !== ""
          ? this.#calls.find((call) => call.id === id)
          : this.#calls.at(-1);
    if (known !== undefined) return known;
    const call: OpenCall = {
      index: index ?? this.#calls.length,
      id: undefined,
      name: "",
      arguments: "",
    };
    this.#calls.push(call);
    return call;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

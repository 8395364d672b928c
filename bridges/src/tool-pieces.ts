import type { Chunk, ToolCallPart } from "@g4f/core";

/** A piece of a call of a tool, as the chat-completions wire and those who pass it on have it. */
interface Piece {
  readonly index: number;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly args?: string | undefined;
}

/** Puts calls of tools together, as the users of a library have to where it hands them out in pieces. */
export class ToolPieces {
  readonly #calls: { id: string; name: string; arguments: string }[] = [];

  add({ index, id = "", name = "", args = "" }: Piece): Chunk {
    const call = (this.#calls[index] ??= { id: "", name: "", arguments: "" });
    call.id ||= id;
    call.name ||= name;
    call.arguments += args;
    return { type: "tool-call-delta", index, argumentsDelta: args };
  }

  /** The complete calls. */
  calls(): ToolCallPart[] {
    return this.#calls.map((call, index) => ({ type: "tool-call", ...call, index }));
  }
}

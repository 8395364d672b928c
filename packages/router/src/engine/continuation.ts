import type { CallRequest, Chunk, ErrorCode, Message } from "@g4f/core";
import { CONTENT } from "@g4f/core/engine";

/** What cut an answer short, and says nothing against its text. */
const CUTS: ReadonlySet<ErrorCode> = new Set([
  "network",
  "overloaded",
  "protocol",
  "timeout",
  "truncated",
  "upstream",
]);

const GO_ON =
  "Your last answer was cut off. Continue it exactly where it stopped, in the middle of a word if need be. Repeat nothing of it, and say nothing about the interruption.";

/** The text of an answer as it comes, and the one request for its rest where it is cut. */
export class Continuation {
  /** What was said so far, as long as it is text alone. */
  #said: string | undefined = "";
  #begun = false;

  /** Whether the rest was asked for. */
  get begun(): boolean {
    return this.#begun;
  }

  hear(chunk: Chunk): void {
    if (typeof chunk !== "string") {
      if (CONTENT.has(chunk.type)) this.#said = undefined;
    } else if (this.#said !== undefined) this.#said += chunk;
  }

  /** Whether an answer that failed with `code` may be continued. */
  mayBegin(code: ErrorCode): boolean {
    return !this.#begun && (this.#said ?? "") !== "" && CUTS.has(code);
  }

  /** The request that asks for the rest. */
  begin(request: CallRequest): CallRequest {
    this.#begun = true;
    const messages: readonly Message[] = [
      ...request.messages,
      { role: "assistant", content: this.#said ?? "" },
      { role: "user", content: GO_ON },
    ];
    return { ...request, messages };
  }
}

import { Refusal } from "../refusal.ts";
import type { Field } from "./field.ts";

/** Notes what only the client's own API can carry. */
export type Notice = (field: Field, what: string) => void;

/** What of a request only its own API can carry; the first thing counts. */
export class Own {
  /** What is said where the provider speaks another API; undefined: there is nothing. */
  refusal: Refusal | undefined;
  readonly #api: string;

  /** @param api `Anthropic's`, `Ollama's`. */
  constructor(api: string) {
    this.#api = api;
  }

  readonly note: Notice = ({ path }, what) => {
    this.refusal ??= new Refusal(
      `${path}: ${what} is known to ${this.#api} own API alone, which the provider of this model does not speak`,
      { code: "not_supported", parameter: path, problem: "unsupported" },
    );
  };
}

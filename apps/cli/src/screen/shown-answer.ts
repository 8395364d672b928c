import { createAnswerText, type AnswerText } from "./answer-text.ts";
import { hasColour, painter, type Paint } from "./colour.ts";
import { neutralise } from "./neutralise.ts";

/** How answers are shown. */
export interface ShowOptions {
  /** Control characters go to a terminal too. */
  readonly raw: boolean;
  /** The text is data: no Markdown is rendered in it. */
  readonly isData?: boolean;
}

interface Output {
  readonly isTTY?: boolean;
}

/** An answer with its reasoning, as it is shown on `output`: the reasoning on a terminal alone, and dimmed. */
export class ShownAnswer {
  readonly #create: () => AnswerText;
  readonly #paint: Paint | undefined;
  readonly #clean: (text: string) => string;
  #text: AnswerText;
  #isReasoning = false;
  /** Whether something is on the screen already, and a blank line keeps the next thing apart. */
  #hasText = false;

  constructor(
    output: Output,
    env: Readonly<Record<string, string | undefined>>,
    { raw, isData = false }: ShowOptions,
  ) {
    // Without colours nothing is rendered.
    const textEnv = isData ? { ...env, NO_COLOR: "1" } : env;
    this.#create = () => createAnswerText(output, textEnv, raw);
    this.#paint = output.isTTY === true ? painter(hasColour(output, env)) : undefined;
    this.#clean = raw ? (text) => text : neutralise;
    this.#text = this.#create();
  }

  /** What is written for a piece of text. */
  push(text: string): string {
    if (!this.#isReasoning) {
      this.#hasText = true;
      return this.#text.push(text);
    }
    this.#isReasoning = false;
    this.#hasText = true;
    return `\n\n${this.#text.push(text)}`;
  }

  /** What is written for a piece of reasoning. */
  reason(text: string): string {
    if (this.#paint === undefined || text === "") return "";
    const shown = this.#paint("dim", this.#clean(text));
    if (this.#isReasoning) return shown;
    this.#isReasoning = true;
    const before = this.#hasText ? `${this.#endText()}\n\n` : "";
    return `${before}${this.#paint("dim", "(reasoning) ")}${shown}`;
  }

  /** What was held back. */
  end(): string {
    return this.#text.end();
  }

  #endText(): string {
    const rest = this.#text.end();
    this.#text = this.#create();
    return rest;
  }
}

import { print } from "../print.ts";
import type { Output } from "../terminal.ts";

/** What ends the wait for a reader; a stream that failed drains no more, and the end tells why. */
const EVENTS = ["drain", "error", "close"] as const;

/** Writes with backpressure, and ends an unfinished line. */
export class AnswerWriter {
  readonly #output: Output;
  readonly #signal: AbortSignal;
  #last = "\n";

  /** `signal`: whoever waits for a reader that is gone waits no longer. */
  constructor(output: Output, signal: AbortSignal) {
    this.#output = output;
    this.#signal = signal;
  }

  /** Undefined where nobody has to wait: no promise per token. */
  write(text: string): Promise<void> | undefined {
    if (text === "" || !this.#output.writable) return undefined;
    this.#last = text.at(-1) ?? this.#last;
    return this.#output.write(text) ? undefined : this.#drained();
  }

  /** @throws CliError `io`, or `OutputClosed`. */
  async end(): Promise<void> {
    await print(this.#output, this.#last === "\n" ? "" : "\n");
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#signal.removeEventListener("abort", done);
        for (const event of EVENTS) this.#output.off(event, done);
        resolve();
      };
      for (const event of EVENTS) this.#output.once(event, done);
      if (this.#signal.aborted) done();
      else this.#signal.addEventListener("abort", done, { once: true });
    });
  }
}

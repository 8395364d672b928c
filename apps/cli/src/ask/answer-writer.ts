/** Writes with backpressure, and ends an unfinished line. */
export class AnswerWriter {
  readonly #stream: NodeJS.WritableStream;
  #last = "\n";

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  async write(chunk: string): Promise<void> {
    this.#last = chunk.at(-1) ?? this.#last;
    if (this.#stream.write(chunk)) return;
    await new Promise<void>((resolve) => this.#stream.once("drain", resolve));
  }

  /** Resolves when all was handed to the system: a pipe would lose it at exit. */
  async end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#stream.write(this.#last === "\n" ? "" : "\n", () => resolve());
    });
  }
}

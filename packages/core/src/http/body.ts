import type { ProviderError } from "../errors.ts";

/** How much may wait for the reader before the socket is paused. */
const QUEUE_BYTES = 64 * 1024;

/** What a body does to the exchange that fills it. */
export interface BodySource {
  readonly resume: () => void;
  /** The reader has gone. */
  readonly cut: () => void;
  /** The error to be thrown once the caller has aborted. */
  readonly aborted: () => ProviderError | undefined;
}

/**
 * Bytes on their way from the socket to one reader. What has arrived together is handed out together.
 * An error of the connection is thrown after the bytes that came before it, an abort at once.
 */
export class ResponseBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #source: BodySource;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #paused = false;
  #ended = false;
  #error: ProviderError | undefined;
  #wake: (() => void)[] = [];

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Takes a chunk; false asks for no more until `resume`. */
  push(chunk: Uint8Array): boolean {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#paused = this.#bytes >= QUEUE_BYTES;
    this.#stir();
    return !this.#paused;
  }

  /** The body is complete. */
  end(): void {
    this.#ended = true;
    this.#stir();
  }

  /** The connection broke: the reader gets what has arrived, then the error. */
  fail(error: ProviderError): void {
    this.#error = error;
    this.end();
  }

  /** The reader gets the error next, whatever has arrived. */
  abort(error: ProviderError): void {
    this.#drop();
    this.fail(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      if (this.#chunks.length > 0) {
        const aborted = this.#source.aborted();
        if (aborted !== undefined) this.abort(aborted);
        else return { done: false, value: this.#take() };
      }
      if (this.#ended) return this.#finish();
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!this.#ended) this.#source.cut();
    this.#drop();
    this.#error = undefined;
    this.end();
    return { done: true, value: undefined };
  }

  #take(): Uint8Array {
    const chunk = this.#chunks.length === 1 ? this.#chunks[0] : undefined;
    const taken = chunk ?? Buffer.concat(this.#chunks, this.#bytes);
    this.#drop();
    if (this.#paused) {
      this.#paused = false;
      this.#source.resume();
    }
    return taken;
  }

  #finish(): IteratorResult<Uint8Array, undefined> {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  #drop(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  #stir(): void {
    const wake = this.#wake;
    if (wake.length === 0) return;
    this.#wake = [];
    for (const reader of wake) reader();
  }
}

import type { ProviderError } from "../errors.ts";
import { NextStep } from "../next-step.ts";

/** How much may wait for the reader before the socket is paused. */
const QUEUE_BYTES = 64 * 1024;

type Step = IteratorResult<Uint8Array, undefined>;

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
  // One chunk at a time is the rule: a list for each would outlive it, until the next one comes.
  #chunk: Uint8Array | undefined;
  #more: Uint8Array[] | undefined;
  #bytes = 0;
  #paused = false;
  #ended = false;
  #error: ProviderError | undefined;
  #arrival: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Whether the reader has everything, and the connection was kept. */
  get complete(): boolean {
    return this.#ended && this.#error === undefined && this.#chunk === undefined;
  }

  /** Takes a chunk; false asks for no more until `resume`. */
  push(chunk: Uint8Array): boolean {
    if (this.#chunk === undefined) this.#chunk = chunk;
    else (this.#more ??= [this.#chunk]).push(chunk);
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

  next(): Promise<Step> {
    if (this.#chunk === undefined && !this.#ended) {
      this.#arrival ??= new Promise((resolve) => (this.#wake = resolve));
      // Only then is it looked at: by that time all is there that came with it.
      return this.#arrival.then(() => this.#arrived());
    }
    try {
      return Promise.resolve(this.#step());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Another reader may have taken what arrived. */
  #arrived(): Step | Promise<Step> {
    return this.#chunk === undefined && !this.#ended ? this.next() : this.#step();
  }

  #step(): Step {
    if (this.#chunk !== undefined) {
      const aborted = this.#source.aborted();
      if (aborted === undefined) return new NextStep(this.#take(this.#chunk));
      this.abort(aborted);
    }
    return this.#finish();
  }

  async return(): Promise<Step> {
    if (!this.#ended) this.#source.cut();
    this.#drop();
    this.#error = undefined;
    this.end();
    return { done: true, value: undefined };
  }

  #take(chunk: Uint8Array): Uint8Array {
    const taken = this.#more === undefined ? chunk : Buffer.concat(this.#more, this.#bytes);
    this.#drop();
    if (this.#paused) {
      this.#paused = false;
      this.#source.resume();
    }
    return taken;
  }

  #finish(): Step {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  #drop(): void {
    this.#chunk = undefined;
    this.#more = undefined;
    this.#bytes = 0;
  }

  #stir(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    this.#arrival = undefined;
    wake?.();
  }
}

import type { CallPlan } from "./call-plan.ts";
import { Call } from "./call.ts";
import type { Chunk } from "./chunk.ts";
import type { CallResult } from "./result.ts";

/** How the chunks of a call are read. */
export interface ChunksOptions {
  /**
   * False: for who passes long answers on, text and reasoning are not kept once they are handed out. In
   * `.result` and in the partial result of an error they are empty then; usage is estimated as ever.
   * Default: true.
   */
  readonly keepText?: boolean;
}

/** One way of reading a call, as an async generator. */
class Reader<T> implements AsyncGenerator<T, undefined, undefined> {
  protected readonly call: Call;

  constructor(call: Call) {
    this.call = call;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    // `textOnly` was set where T is string: the engine then delivers nothing else.
    return this.call.pull() as Promise<IteratorResult<T, undefined>>;
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.call.stop();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    await this.call.stop();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.call.stop();
  }
}

/**
 * What `createAsyncGenerator` returns. It is an async generator of the text, or in place of that one
 * of {@link chunks}, {@link collect} and {@link toReadableStream}: a call is read once, in one way.
 * Nothing happens before the first pull. A `ProviderError` ends it; `break` and `return()` cut the
 * call and await its clean-up.
 */
export class ProviderStream extends Reader<string> {
  /**
   * What the finished call amounts to, whichever way it was read; settles after the clean-up. Rejects
   * with the `ProviderError` of a call that failed or was left before its end.
   */
  readonly result: Promise<CallResult>;
  /** Settles when nothing of the call is left: clean-ups done, responses drained or cut. */
  readonly closed: Promise<void>;
  #way: string | undefined;
  #iterated = false;

  constructor(plan: CallPlan) {
    super(new Call(plan));
    this.result = this.call.result;
    this.closed = this.call.closed;
  }

  override next(): Promise<IteratorResult<string, undefined>> {
    if (this.#way !== "text") this.#claim("text");
    return super.next();
  }

  override [Symbol.asyncIterator](): this {
    if (this.#iterated) throw consumed("text");
    this.#iterated = true;
    if (this.#way !== "text") this.#claim("text");
    return this;
  }

  /** Everything the provider yields: text as strings, and every other part. */
  chunks({ keepText = true }: ChunksOptions = {}): AsyncGenerator<Chunk, undefined, undefined> {
    this.#claim("chunks");
    if (!keepText) this.call.forgetText();
    return new Reader<Chunk>(this.call);
  }

  /** Reads to the end. @throws ProviderError as iteration would. */
  async collect(): Promise<CallResult> {
    this.#claim("collect");
    let step = await this.call.pull();
    while (step.done !== true) {
      this.call.hearAtHand();
      step = await this.call.pull();
    }
    return await this.result;
  }

  /** The text as a web stream; cancelling it cuts the call. */
  toReadableStream(): ReadableStream<string> {
    this.#claim("toReadableStream");
    this.call.textOnly();
    const { call } = this;
    return new ReadableStream<string>(
      {
        async pull(controller) {
          const step = await call.pull();
          if (step.done === true) controller.close();
          else controller.enqueue(step.value as string);
        },
        cancel: () => call.stop(),
      },
      { highWaterMark: 0 },
    );
  }

  #claim(way: string): void {
    if (this.#way !== undefined) throw consumed(this.#way);
    this.#way = way;
    if (way === "text") this.call.textOnly();
  }
}

function consumed(way: string): TypeError {
  return new TypeError(
    `this stream is being read already (${way}): a call is read once, in one way; .result holds the rest`,
  );
}

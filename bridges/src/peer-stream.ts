import { ProviderError } from "@g4f/core";
import type { CallResult, Chunk, FinishReason, ToolCallPart, UsagePart } from "@g4f/core";

import { isAbort, peerError } from "./peer-error.ts";
import type { Peer, PeerCall } from "./peer.ts";

/** What a stream of a peer has given so far. */
interface Seen {
  text: string;
  reasoning: string;
  readonly toolCalls: ToolCallPart[];
  usage: UsagePart | undefined;
  finishReason: FinishReason;
}

/** A call of a peer in the shape of the contract. It adds no rule of its own. */
export class PeerStream implements AsyncGenerator<string, undefined, undefined> {
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  readonly #peer: Peer;
  readonly #call: PeerCall;
  readonly #settled = Promise.withResolvers<CallResult>();
  readonly #closed = Promise.withResolvers<void>();
  #text: AsyncGenerator<string, undefined, undefined> | undefined;

  constructor(peer: Peer, call: PeerCall) {
    this.#peer = peer;
    this.#call = call;
    this.result = this.#settled.promise;
    this.closed = this.#closed.promise;
    this.result.catch(() => {});
  }

  next(): Promise<IteratorResult<string, undefined>> {
    this.#text ??= this.#textOf(this.chunks());
    return this.#text.next();
  }

  async return(): Promise<IteratorResult<string, undefined>> {
    await this.#text?.return(undefined);
    this.#closed.resolve();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<string, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async *chunks(): AsyncGenerator<Chunk, undefined, undefined> {
    const seen: Seen = {
      text: "",
      reasoning: "",
      toolCalls: [],
      usage: undefined,
      finishReason: "unknown",
    };
    try {
      for await (const chunk of this.#peer.open(this.#call)) {
        note(seen, chunk);
        yield chunk;
      }
      this.#settled.resolve(this.#resultOf(seen));
    } catch (thrown) {
      const error = peerError(thrown, {
        provider: this.#peer.name,
        partial: { text: seen.text, ...(seen.usage === undefined ? {} : { usage: seen.usage }) },
        committed: seen.text !== "" || seen.reasoning !== "" || seen.toolCalls.length > 0,
        aborted: this.#call.request.signal?.aborted === true || isAbort(thrown),
      });
      this.#settled.reject(error);
      throw error;
    } finally {
      this.#settled.reject(
        new ProviderError("aborted", "the reader left before the end", {
          provider: this.#peer.name,
          phase: "close",
        }),
      );
      this.#closed.resolve();
    }
    return undefined;
  }

  async collect(): Promise<CallResult> {
    for await (const _ of this.chunks());
    return await this.result;
  }

  toReadableStream(): ReadableStream<string> {
    return ReadableStream.from(this.#textOf(this.chunks())) as ReadableStream<string>;
  }

  async *#textOf(chunks: AsyncGenerator<Chunk>): AsyncGenerator<string, undefined, undefined> {
    for await (const chunk of chunks) if (typeof chunk === "string") yield chunk;
    return undefined;
  }

  #resultOf(seen: Seen): CallResult {
    const toolCalls = seen.toolCalls.map(({ id, name, arguments: args }) => ({
      id,
      name,
      arguments: args,
    }));
    return {
      text: seen.text,
      reasoning: seen.reasoning,
      toolCalls,
      ...(seen.usage === undefined ? {} : { usage: seen.usage }),
      finishReason: seen.finishReason,
      model: this.#call.request.model ?? "",
      provider: this.#peer.name,
      warnings: [],
      message: { role: "assistant", content: seen.text, toolCalls },
    };
  }
}

function note(seen: Seen, chunk: Chunk): void {
  if (typeof chunk === "string") seen.text += chunk;
  else if (chunk.type === "reasoning") seen.reasoning += chunk.text;
  else if (chunk.type === "tool-call") seen.toolCalls.push(chunk);
  else if (chunk.type === "usage") seen.usage = chunk;
  else if (chunk.type === "finish") seen.finishReason = chunk.reason;
}

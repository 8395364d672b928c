import {
  ProviderError,
  sse,
  type Chunk,
  type ErrorCode,
  type HttpResponse,
  type ProviderContext,
} from "@g4f/core";

import { readEvent, type AnswerEvent } from "./api/read-event.ts";
import type { MessageFacts } from "./api/read-message.ts";
import { streamOf } from "./api/stream-of.ts";
import { difference } from "./reconcile.ts";

/** What an answer is read with. */
export interface AnswerSource {
  readonly events: () => Promise<HttpResponse>;
  readonly message: () => Promise<MessageFacts>;
  readonly errorFrom: ProviderContext["errorFrom"];
  /** Whether the caller asked for `raw` parts: each counts as a sign of life, pending ones too. */
  readonly raw: boolean;
}

/** The chunks of one answer, its end included; whatever the stream leaves open the message settles. */
export class Answer {
  readonly #source: AnswerSource;
  #streamed = "";

  constructor(source: AnswerSource) {
    this.#source = source;
  }

  /**
   * Reads the events, then, where they have no end, the message.
   * @throws ProviderError what the server said went wrong; `truncated` where the answer is not complete.
   */
  async *chunks(): AsyncGenerator<Chunk> {
    const response = await this.#source.events();
    for await (const sent of sse(streamOf(response, this.#source.errorFrom))) {
      const event = readEvent(sent);
      if (event === undefined) continue;
      if (this.#source.raw) yield { type: "raw", data: event.raw, text: sent.data };
      if (event.type === "message") return yield* this.#end(event.message);
      const chunk = this.#chunk(event);
      if (chunk !== undefined) yield chunk;
    }
    yield* this.#end(await this.#fetched());
  }

  #chunk(event: Exclude<AnswerEvent, { readonly type: "message" }>): Chunk | undefined {
    switch (event.type) {
      case "token":
        this.#streamed += event.text;
        return event.text;
      case "pending": {
        const { position, size } = event;
        return { type: "queue", position, ...(size === undefined ? {} : { size }) };
      }
      case "plugin_intermediate":
        return { type: "custom", name: "plugin_intermediate", data: event.step };
      case "error":
        throw this.#source.errorFrom({ message: event.error || "an error without words" });
      case "other":
        return undefined;
    }
  }

  /** The message behind a stream that brought no end: finished before it was read, or cut. */
  async #fetched(): Promise<MessageFacts> {
    try {
      return await this.#source.message();
    } catch (cause) {
      if (this.#streamed === "") throw cause;
      throw cut("the stream ended before the answer, and the message cannot be read", cause);
    }
  }

  *#end({ state, content, usedPlugin }: MessageFacts): Generator<Chunk> {
    if (state !== "complete") throw notComplete(state);
    const rest = difference(this.#streamed, content ?? this.#streamed);
    if (rest.kind === "rest") yield rest.text;
    if (rest.kind === "other") {
      yield { type: "warning", message: "the server's final text differs from what it streamed" };
      yield { type: "custom", name: "final_text", data: content };
    }
    if (usedPlugin !== undefined) yield { type: "custom", name: "used_plugin", data: usedPlugin };
    yield { type: "finish", reason: "stop" };
  }
}

/** Why there is no answer, by the state of its message. */
const FAILED: Readonly<Record<string, readonly [code: ErrorCode, words: string]>> = {
  aborted_by_worker: ["upstream", "the worker gave the answer up"],
  cancelled: ["upstream", "the answer was cancelled: the same user asked for another one"],
  timeout: ["timeout", "no worker took the request up in time"],
};

function notComplete(state: string): ProviderError {
  const failed = Object.hasOwn(FAILED, state) ? FAILED[state] : undefined;
  if (failed === undefined) return cut(`the stream ended while the message was ${state}`);
  return new ProviderError(failed[0], `OpenAssistant: ${failed[1]}`, { phase: "stream" });
}

function cut(words: string, cause?: unknown): ProviderError {
  return new ProviderError("truncated", `OpenAssistant: ${words.slice(0, 200)}`, {
    phase: "stream",
    retryable: true,
    ...(cause === undefined ? {} : { cause }),
  });
}

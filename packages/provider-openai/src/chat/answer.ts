import type { Chunk, FinishReason, ProviderError } from "@g4f/core";
import { eventObject, fromBase64, keepState, TextPipe, ToolCalls } from "@g4f/core/kit";

import type { Host } from "../host.ts";
import { Sources } from "../sources.ts";
import type { ChatChoice, ChatDelta, ChatEvent, ChatToolCall, ChatUsage } from "./event.ts";
import { finishReason } from "./finish-reason.ts";
import { usageOf } from "./usage.ts";

/** What the answer of one call is read with. */
export interface AnswerSetup {
  readonly host: Host;
  readonly stop?: string | readonly string[] | undefined;
  /** The error that an event tells of. */
  readonly errorFrom: (body: unknown) => ProviderError;
}

/** What an event amounts to, and how far the answer has come with it. */
export class ChatAnswer {
  readonly pipe: TextPipe;
  readonly #setup: AnswerSetup;
  /** Made with what first needs them: most answers are text. */
  #calls: ToolCalls | undefined;
  #sources: Sources | undefined;
  readonly #details: unknown[] = [];
  #reasoned = false;
  #reason: FinishReason | undefined;
  #usage: ChatUsage | undefined;
  #done = false;

  constructor(setup: AnswerSetup) {
    this.#setup = setup;
    this.pipe = new TextPipe(setup.host.thinkTags === true, setup.stop);
  }

  /** Whether nothing that belongs to the answer can follow. */
  get over(): boolean {
    return this.#done || this.pipe.stopped;
  }

  /** Whether the wire has said why the answer ends: facts such as usage may follow. */
  get finished(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether text can be handed out as it comes. */
  get plain(): boolean {
    return this.pipe.plain && !this.finished;
  }

  /** Text that needs a look: for tags, for stop sequences. Behind the reason there is none. */
  push(text: string): Chunk[] {
    return this.finished ? [] : this.pipe.push(text);
  }

  /** `[DONE]` was read. */
  done(): void {
    this.#done = true;
  }

  /**
   * Adds what the event says to `chunks`.
   * @throws ProviderError as the event tells, or `protocol` where it is none.
   */
  read(event: ChatEvent, chunks: Chunk[]): void {
    const failure = failureIn(event);
    if (failure !== undefined) throw this.#setup.errorFrom(failure);
    this.#usage = event.usage ?? event.x_groq?.usage ?? this.#usage;
    this.#cite(event.search_results, chunks);
    this.#cite(event.citations, chunks);
    for (const choice of event.choices ?? []) {
      if ((choice.index ?? 0) === 0) this.#choice(choice, chunks);
    }
  }

  /** What is left to tell at the end; without a `finish` where the wire has not said that it is one. */
  end(): Chunk[] {
    const reason = this.#finalReason();
    if (reason === undefined) return [];
    const chunks = this.finished || this.pipe.stopped ? [] : this.#close(reason);
    if (this.#usage !== undefined) chunks.push(usageOf(this.#usage));
    const { sendsDone = true, terminator, name } = this.#setup.host;
    if (!this.over && sendsDone && terminator !== "done") {
      const message = `${name} ended the stream without [DONE]`;
      chunks.push({ type: "warning", message });
    }
    chunks.push({ type: "finish", reason });
    return chunks;
  }

  #finalReason(): FinishReason | undefined {
    if (this.pipe.stopped) return "stop";
    if (this.#reason !== undefined) return this.#reason;
    return this.#done && this.#setup.host.terminator === "done" ? "unknown" : undefined;
  }

  #choice({ delta, finish_reason: said, logprobs }: ChatChoice, chunks: Chunk[]): void {
    // Behind the reason nothing belongs to the answer any more.
    if (this.#reason !== undefined) return;
    if (delta !== undefined && delta !== null) this.#delta(delta, chunks);
    if (typeof logprobs === "object" && logprobs !== null) {
      chunks.push({ type: "custom", name: "logprobs", data: logprobs });
    }
    if (typeof said === "string" && said !== "") {
      const reason = finishReason(said, this.#setup);
      chunks.push(...this.#close(reason));
      // Only now: what is wrong with the answer itself must not pass for something behind its end.
      this.#reason = reason === "stop" && this.#calls?.any === true ? "tool-calls" : reason;
    }
  }

  /** Hands out what was kept until the answer was known to be complete. */
  #close(reason: FinishReason): Chunk[] {
    const chunks = this.pipe.end();
    const { name, reasoningBack } = this.#setup.host;
    if (this.#details.length > 0) {
      chunks.push({ type: "reasoning", text: "", state: keepState(name, this.#details) });
    } else if (this.#reasoned && reasoningBack === "reasoning_content") {
      chunks.push({ type: "reasoning", text: "", state: keepState(name, reasoningBack) });
    }
    return [...chunks, ...(this.#calls?.end(reason === "length") ?? [])];
  }

  // Most deltas have one field: the others are passed over without a list of nothing for each.
  #delta(delta: ChatDelta, chunks: Chunk[]): void {
    this.#reasoning(delta, chunks);
    this.#content(delta.content, chunks);
    this.#content(delta.refusal, chunks);
    for (const call of delta.tool_calls ?? []) chunks.push(...this.#toolCall(call));
    this.#cite(delta.annotations, chunks);
    if (Array.isArray(delta.images)) chunks.push(...imagesOf(delta.images));
  }

  #cite(list: unknown, chunks: Chunk[]): void {
    if (Array.isArray(list)) chunks.push(...(this.#sources ??= new Sources()).read(list));
  }

  #reasoning(
    { reasoning_content, reasoning, reasoning_details }: ChatDelta,
    chunks: Chunk[],
  ): void {
    if (Array.isArray(reasoning_details)) this.#details.push(...(reasoning_details as unknown[]));
    const text = isText(reasoning_content) ? reasoning_content : reasoning;
    if (!isText(text)) return;
    this.#reasoned = true;
    chunks.push({ type: "reasoning", text });
  }

  /** A string, or Mistral's list of text and thinking parts. */
  #content(content: unknown, chunks: Chunk[]): void {
    if (isText(content)) chunks.push(...this.pipe.push(content));
    if (!Array.isArray(content)) return;
    for (const part of content as readonly unknown[]) {
      const { type, text, thinking } = Object(part) as Readonly<Record<string, unknown>>;
      if (type === "thinking") {
        for (const thought of textsIn(thinking)) chunks.push({ type: "reasoning", text: thought });
      } else if (typeof text === "string") chunks.push(...this.pipe.push(text));
    }
  }

  #toolCall({ index, id, function: called, extra_content }: ChatToolCall): Chunk[] {
    const { name } = this.#setup.host;
    this.#calls ??= new ToolCalls();
    return this.#calls.add({
      key: index ?? undefined,
      id: id ?? undefined,
      name: called?.name ?? undefined,
      arguments: called?.arguments,
      ...(extra_content === undefined ? {} : { state: keepState(name, extra_content) }),
    });
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** What an event says went wrong, in any of the forms that hosts have for it. */
function failureIn(event: ChatEvent): unknown {
  if (event.error !== undefined && event.error !== null && event.error !== false) return event;
  if (event.object === "error") return event;
  const failed = event.choices?.find(
    (choice) => choice.error !== undefined && choice.error !== null,
  );
  if (failed !== undefined) return { error: failed.error };
  // A host behind a router that knows nothing of the wire.
  return event.choices === undefined && typeof event.message === "string" ? event : undefined;
}

function textsIn(parts: unknown): string[] {
  if (typeof parts === "string") return [parts];
  return (Array.isArray(parts) ? (parts as unknown[]) : [])
    .map((part): unknown => Reflect.get(Object(part), "text"))
    .filter((text) => typeof text === "string");
}

function imagesOf(images: readonly unknown[]): Chunk[] {
  return images.flatMap((image): Chunk[] => {
    const url: unknown = Reflect.get(Object(Reflect.get(Object(image), "image_url")), "url");
    if (typeof url !== "string") return [];
    const [, mediaType, data] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? [];
    if (mediaType === undefined || data === undefined) {
      return [{ type: "file", mediaType: "image/*", url }];
    }
    return [{ type: "file", mediaType, data: fromBase64(data) }];
  });
}

/**
 * The event of one `data` line; an event that is named `error` may say what is wrong in bare words.
 * @throws ProviderError `protocol` where it is no JSON object.
 */
export function chatEvent(data: string, name: string): ChatEvent {
  return name === "error" && !data.trimStart().startsWith("{")
    ? { error: data }
    : eventObject(data);
}

import type {
  Chunk,
  ConversationPart,
  FilePart,
  FinishReason,
  Part,
  ReasoningPart,
  TextPart,
  ToolCallDeltaPart,
  ToolCallPart,
  UsagePart,
  WarningPart,
} from "./chunk.ts";
import { ProviderError, type PartialResult } from "./errors.ts";
import type {
  AssistantMessage,
  ContentPart,
  MessageReasoning,
  MessageToolCall,
} from "./message.ts";
import type { CallResult, ToolCall, Usage } from "./result.ts";

const FOLD_AT = 64;

interface ReasoningBlock {
  text: string;
  block?: string | number | undefined;
  state?: unknown;
}

/** Remembers what a stream has carried, and refuses what is no chunk. */
export class Recorder {
  /** Whether text and reasoning are kept, or only counted. */
  keepsText = true;
  finishReason: FinishReason | undefined;
  readonly warnings: string[] = [];
  #text = "";
  /** Joined now and then: a piece may be a slice that holds the whole event it was cut out of. */
  readonly #pieces: string[] = [];
  readonly #reasoning: ReasoningBlock[] = [];
  readonly #toolCalls: ToolCall[] = [];
  #openCalls: Set<number> | undefined;
  readonly #content: ContentPart[] = [];
  #contentEnd = 0;
  /** Characters that were not kept. */
  #unkept = 0;
  #usage: Usage | undefined;
  #conversation: unknown;

  /** All text so far, where it is kept. */
  get text(): string {
    this.#fold();
    return this.#text;
  }

  set text(text: string) {
    this.#pieces.length = 0;
    this.#text = text;
  }

  /** Whether anything was said: text, reasoning, a tool call or a file. */
  get hasContent(): boolean {
    return (
      this.text !== "" ||
      this.#unkept > 0 ||
      this.#reasoning.length > 0 ||
      this.#toolCalls.length > 0 ||
      this.#content.length > 0
    );
  }

  /** Forgets what only the attempt before could mean: its usage and its thread. */
  restart(): void {
    this.#usage = undefined;
    this.#conversation = undefined;
  }

  /** Takes plain text in. */
  hear(text: string): void {
    if (this.keepsText) {
      if (this.#pieces.push(text) === FOLD_AT) this.#fold();
    } else this.#unkept += text.length;
  }

  #fold(): void {
    if (this.#pieces.length === 0) return;
    this.#text += this.#pieces.join("");
    this.#pieces.length = 0;
  }

  /** Takes one part in. @throws ProviderError `protocol` where it is no part. */
  // oxlint-disable-next-line complexity -- one case for each type of part, and nothing else
  add(part: Part): void {
    switch (part.type) {
      case "text":
        return this.#addText(part);
      case "reasoning":
        return this.#addReasoning(part);
      case "tool-call-delta":
      case "tool-call":
        return this.#addToolCall(part);
      case "file":
        return this.#addFile(part);
      case "usage":
      case "conversation":
      case "warning":
        return this.#addFact(part);
      case "finish":
        return this.#finish(part.reason);
      case "source":
      case "queue":
      case "provider":
      case "raw":
      case "custom":
        return;
      default:
        throw notAChunk(part);
    }
  }

  /** What has been delivered, for the error of a call that failed. */
  partial(redact: (text: string) => string): PartialResult {
    const usage = this.#usage ?? estimateUsage(this.text.length + this.#unkept);
    return {
      text: redact(this.text),
      reasoning: redact(this.#reasoningText()),
      toolCalls: this.#toolCalls.map((call) => ({ ...call, arguments: redact(call.arguments) })),
      ...(usage === undefined ? {} : { usage: { ...usage, exact: false } }),
      ...(this.#conversation === undefined ? {} : { conversation: this.#conversation }),
    };
  }

  /** What the finished call amounts to. */
  result(provider: string, model: string): CallResult {
    return {
      text: this.text,
      reasoning: this.#reasoningText(),
      toolCalls: this.#toolCalls,
      finishReason: this.finishReason ?? "unknown",
      model,
      provider,
      warnings: this.warnings,
      message: this.#message(),
      ...(this.#usage === undefined ? {} : { usage: this.#usage }),
      ...(this.#conversation === undefined ? {} : { conversation: this.#conversation }),
    };
  }

  #addText(part: TextPart): void {
    needString(part.text, part);
    if (part.state !== undefined && this.keepsText) {
      this.#flushContent();
      this.#content.push({ type: "text", text: part.text, state: part.state });
      this.#contentEnd += part.text.length;
    }
    this.hear(part.text);
  }

  #addToolCall(part: ToolCallDeltaPart | ToolCallPart): void {
    if (part.type === "tool-call-delta") {
      needString(part.argumentsDelta, part);
      (this.#openCalls ??= new Set()).add(part.index);
      return;
    }
    for (const value of [part.id, part.name, part.arguments]) needString(value, part);
    if (part.index !== undefined) this.#openCalls?.delete(part.index);
    this.#toolCalls.push(withoutType(part));
  }

  #addFact(part: UsagePart | ConversationPart | WarningPart): void {
    if (part.type === "usage") this.#usage = withoutType(part);
    else if (part.type === "conversation") this.#conversation = part.conversation;
    else {
      needString(part.message, part);
      this.warnings.push(part.message);
    }
  }

  #addFile(part: FilePart): void {
    needString(part.mediaType, part);
    this.#flushContent();
    const { data, url, name, mediaType } = part;
    const kind = mediaType.startsWith("image/") ? ("image" as const) : ("file" as const);
    if (data !== undefined) this.#content.push({ type: kind, data, mediaType });
    else if (url !== undefined) this.#content.push({ type: kind, url, mediaType });
    else throw notAChunk(part);
    if (name !== undefined && kind === "file") {
      this.#content.push({ ...(this.#content.pop() as ContentPart & { type: "file" }), name });
    }
  }

  #addReasoning(part: ReasoningPart): void {
    needString(part.text, part);
    const text = this.keepsText ? part.text : "";
    const last = this.#reasoning.at(-1);
    if (last !== undefined && last.block === part.block && last.state === undefined) {
      last.text += text;
      last.state = part.state;
    } else {
      this.#reasoning.push({ text, block: part.block, state: part.state });
    }
  }

  #finish(reason: FinishReason): void {
    if (!FINISH_REASONS.has(reason)) {
      throw new ProviderError("protocol", `no finish reason: ${show(reason)}`, { phase: "end" });
    }
    if (this.#openCalls !== undefined && this.#openCalls.size > 0) {
      throw new ProviderError("protocol", "the answer ended inside a tool call", { phase: "end" });
    }
    if (reason === "stop" && !this.hasContent) {
      throw new ProviderError("protocol", "the answer is empty", { phase: "end" });
    }
    this.finishReason = reason;
  }

  #flushContent(): void {
    if (this.text.length > this.#contentEnd) {
      this.#content.push({ type: "text", text: this.text.slice(this.#contentEnd) });
    }
    this.#contentEnd = this.text.length;
  }

  #reasoningText(): string {
    return this.#reasoning.map((block) => block.text).join("");
  }

  #message(): AssistantMessage {
    if (this.#content.length > 0) this.#flushContent();
    const reasoning = this.#reasoning.map(({ text, state }): MessageReasoning =>
      state === undefined ? { text } : { text, state },
    );
    return {
      role: "assistant",
      content: this.#content.length > 0 ? [...this.#content] : this.text,
      ...(reasoning.length > 0 ? { reasoning } : {}),
      ...(this.#toolCalls.length > 0 ? { toolCalls: this.#toolCalls.map(withoutIndex) } : {}),
    };
  }
}

function withoutType<T extends Part>({ type: _type, ...rest }: T): Omit<T, "type"> {
  return rest;
}

function withoutIndex({ index: _index, ...call }: ToolCall): MessageToolCall {
  return call;
}

const FINISH_REASONS: ReadonlySet<string> = new Set<FinishReason>([
  "stop",
  "length",
  "tool-calls",
  "content-filter",
  "unknown",
]);

function needString(value: unknown, part: Part): void {
  if (typeof value !== "string") throw notAChunk(part);
}

function notAChunk(value: unknown): ProviderError {
  return new ProviderError("protocol", `the provider yielded no chunk: ${show(value)}`, {
    phase: "stream",
  });
}

/** @throws ProviderError `protocol` where `chunk` is neither text nor an object with a type. */
export function checkChunk(chunk: Chunk): asserts chunk is Part {
  if (typeof chunk !== "object" || chunk === null || typeof chunk.type !== "string") {
    throw notAChunk(chunk);
  }
}

/** Whether a part says nothing: like an empty string it is skipped, and is no content. */
export function isEmpty(part: Part): boolean {
  return (
    (part.type === "text" || part.type === "reasoning") &&
    part.text === "" &&
    part.state === undefined
  );
}

function show(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value).slice(0, 40);
  const type: unknown = Reflect.get(value, "type");
  return typeof type === "string" ? `a part of type ${type.slice(0, 40)}` : "an object";
}

/** About four characters make a token; only ever shown as an estimate. */
function estimateUsage(characters: number): Usage | undefined {
  return characters === 0 ? undefined : { outputTokens: Math.ceil(characters / 4), exact: false };
}

import {
  parseJson,
  ProviderError,
  type Chunk,
  type FinishReason,
  type ProviderContext,
  type UsagePart,
} from "@g4f/core";

import { ToolCalls, type WireToolCall } from "./tool-calls.ts";

interface WireDelta {
  readonly content?: string | null;
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly tool_calls?: readonly WireToolCall[] | null;
}

interface WireUsage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly total_tokens?: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number } | null;
}

interface WireChunk {
  readonly error?: unknown;
  readonly choices?: readonly {
    readonly delta?: WireDelta | null;
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: WireUsage | null;
}

const REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["tool_calls", "tool-calls"],
  ["function_call", "tool-calls"],
  ["content_filter", "content-filter"],
]);

/** Reads the events of one answer. */
export class ChatReader {
  protected readonly toolCalls: ToolCalls = new ToolCalls();
  protected reason: FinishReason | undefined;
  readonly #errorFrom: ProviderContext["errorFrom"];

  constructor(errorFrom: ProviderContext["errorFrom"]) {
    this.#errorFrom = errorFrom;
  }

  /** Whether upstream has said why it stopped. */
  get finished(): boolean {
    return this.reason !== undefined;
  }

  /** What one event says. @throws ProviderError what upstream says went wrong, or `protocol`. */
  *read({ data }: { readonly data: string }): Generator<Chunk> {
    if (data === "") return;
    const chunk = this.parse(data);
    if (chunk.error !== undefined && chunk.error !== null) throw this.#errorFrom(chunk);
    const choice = chunk.choices?.[0];
    // The reason is the end of the answer: nothing but usage belongs to it behind that.
    if (choice?.delta && !this.finished) yield* this.delta(choice.delta);
    if (typeof choice?.finish_reason === "string") {
      this.reason ??= this.finishReason(choice.finish_reason);
    }
    if (chunk.usage) yield this.usage(chunk.usage);
  }

  /** The end of the events, by the wire's own marker or not. */
  *end(marked: boolean): Generator<Chunk> {
    if (this.reason === undefined) {
      throw new ProviderError("truncated", "the stream ended before its finish reason", {
        phase: "stream",
        retryable: true,
      });
    }
    if (!marked)
      yield { type: "warning", message: "upstream left out [DONE] behind its last chunk" };
    yield* this.toolCalls.complete();
    yield { type: "finish", reason: this.reason };
  }

  protected parse(data: string): WireChunk {
    const value = parseJson(data);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    throw new ProviderError("protocol", "an event that is no JSON object", { phase: "stream" });
  }

  protected *delta(delta: WireDelta): Generator<Chunk> {
    const reasoning = delta.reasoning_content ?? delta.reasoning;
    if (typeof reasoning === "string") yield { type: "reasoning", text: reasoning };
    if (typeof delta.content === "string") yield delta.content;
    for (const call of delta.tool_calls ?? []) yield this.toolCalls.add(call);
  }

  protected finishReason(said: string): FinishReason {
    return REASONS.get(said) ?? "unknown";
  }

  protected usage(usage: WireUsage): UsagePart {
    const fields = {
      inputTokens: usage.prompt_tokens,
      outputTokens: usage.completion_tokens,
      totalTokens: usage.total_tokens,
      cachedTokens: usage.prompt_tokens_details?.cached_tokens,
      reasoningTokens: usage.completion_tokens_details?.reasoning_tokens,
    };
    const known = Object.entries(fields).filter(([, count]) => typeof count === "number");
    return { type: "usage", exact: true, ...(Object.fromEntries(known) as Partial<UsagePart>) };
  }
}

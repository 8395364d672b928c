/** Why the model stopped. `unknown` where the wire does not say. */
export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "unknown";

/** Text in its long form; a plain string is short for it. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
  /** Which of several interleaved blocks this belongs to. */
  readonly block?: string | number;
  /** Opaque data that must be sent back with the history. */
  readonly state?: unknown;
}

export interface ReasoningPart {
  readonly type: "reasoning";
  readonly text: string;
  readonly block?: string | number;
  /** Opaque data that must be sent back with the history, such as a signature. */
  readonly state?: unknown;
}

/** A piece of a tool call; `index` tells calls of one answer apart. */
export interface ToolCallDeltaPart {
  readonly type: "tool-call-delta";
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
  /** The next characters of the JSON text of the arguments. */
  readonly argumentsDelta: string;
}

/** One complete tool call; `arguments` is the JSON text exactly as the model wrote it. */
export interface ToolCallPart {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** The index of the deltas that this completes, if there were any. */
  readonly index?: number;
  readonly state?: unknown;
}

/** A file the model made. */
export interface FilePart {
  readonly type: "file";
  readonly mediaType: string;
  readonly data?: Uint8Array;
  readonly url?: string;
  readonly name?: string;
}

/** Something the answer cites. */
export interface SourcePart {
  readonly type: "source";
  readonly url: string;
  readonly title?: string;
}

/** Tokens used; the last one of a call counts. */
export interface UsagePart {
  readonly type: "usage";
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  /** Input tokens read from a cache; part of `inputTokens`. */
  readonly cachedTokens?: number;
  /** Output tokens spent on reasoning; part of `outputTokens`. */
  readonly reasoningTokens?: number;
  /** True where the provider counted, false where it is an estimate. */
  readonly exact: boolean;
}

/** The request waits upstream. */
export interface QueuePart {
  readonly type: "queue";
  /** 1 = next. */
  readonly position: number;
  readonly size?: number;
}

/** State of the upstream thread, to be handed back with the next call. */
export interface ConversationPart {
  readonly type: "conversation";
  readonly conversation: unknown;
}

/** Which provider and model is about to answer. */
export interface ProviderPart {
  readonly type: "provider";
  readonly provider: string;
  readonly model?: string;
}

/** Something the caller should know that is no error. */
export interface WarningPart {
  readonly type: "warning";
  readonly message: string;
}

/** An upstream event as it came; only with `raw: true` in the request. */
export interface RawPart {
  readonly type: "raw";
  readonly data: unknown;
  /** Its JSON text exactly as it came, where the wire has JSON events. */
  readonly text?: string;
  /** It says nothing but text, of which the next chunks are made. */
  readonly textOnly?: true;
}

/** Anything else a provider wants to tell. */
export interface CustomPart {
  readonly type: "custom";
  readonly name: string;
  readonly data: unknown;
}

/** The end of a good answer; exactly one, last. */
export interface FinishPart {
  readonly type: "finish";
  readonly reason: FinishReason;
}

/** Everything but plain text that a stream may carry. */
export type Part =
  | TextPart
  | ReasoningPart
  | ToolCallDeltaPart
  | ToolCallPart
  | FilePart
  | SourcePart
  | UsagePart
  | QueuePart
  | ConversationPart
  | ProviderPart
  | WarningPart
  | RawPart
  | CustomPart
  | FinishPart;

/** What a provider's generator yields: text, or a {@link Part}. */
export type Chunk = string | Part;

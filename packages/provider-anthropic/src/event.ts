/** One event of a messages stream; nothing in it is certain. */
export interface AnthropicEvent {
  readonly type?: string;
  readonly index?: number;
  readonly message?: { readonly usage?: AnthropicUsage | null };
  readonly content_block?: AnthropicBlock;
  readonly delta?: AnthropicDelta;
  readonly usage?: AnthropicUsage | null;
  readonly error?: unknown;
}

export interface AnthropicBlock {
  readonly type?: string;
  readonly id?: string;
  readonly name?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly data?: string;
  readonly input?: unknown;
  /** Results of tools that run upstream. */
  readonly content?: unknown;
}

export interface AnthropicDelta {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly signature?: string;
  readonly partial_json?: string;
  readonly citation?: unknown;
  readonly stop_reason?: string | null;
}

export interface AnthropicUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
}

/** The text of an event that says nothing else; undefined for any other. */
export function plainText(event: unknown): string | undefined {
  const { type, index, delta, ...rest } = Object(event) as AnthropicEvent;
  if (type !== "content_block_delta" || delta?.type !== "text_delta") return undefined;
  const alone = Object.keys(rest).length === 0 && Object.keys(delta).length === 2;
  return alone && index !== undefined ? delta.text : undefined;
}

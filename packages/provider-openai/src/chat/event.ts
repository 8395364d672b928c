/** One event of a chat-completions stream, as hosts send it; nothing in it is certain. */
export interface ChatEvent {
  readonly object?: unknown;
  readonly choices?: readonly ChatChoice[] | null;
  readonly usage?: ChatUsage | null;
  readonly x_groq?: { readonly usage?: ChatUsage | null } | null;
  readonly error?: unknown;
  readonly message?: unknown;
  /** Perplexity: URLs that the answer cites, in every event. */
  readonly citations?: unknown;
  readonly search_results?: unknown;
}

export interface ChatChoice {
  readonly index?: number;
  readonly delta?: ChatDelta | null;
  readonly finish_reason?: string | null;
  readonly logprobs?: unknown;
  readonly error?: unknown;
}

export interface ChatDelta {
  readonly content?: unknown;
  readonly refusal?: unknown;
  readonly reasoning_content?: unknown;
  readonly reasoning?: unknown;
  /** OpenRouter: what has to be sent back. */
  readonly reasoning_details?: unknown;
  readonly tool_calls?: readonly ChatToolCall[] | null;
  readonly annotations?: unknown;
  /** OpenRouter: images that the model made. */
  readonly images?: unknown;
}

export interface ChatToolCall {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
  /** Gemini: a signature, under `google`. */
  readonly extra_content?: unknown;
}

export interface ChatUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  /** DeepSeek. */
  readonly prompt_cache_hit_tokens?: number | null;
}

/**
 * The text of an event that has some and says nothing else, so that events which differ in nothing but
 * their text need no parsing; undefined for any other.
 */
export function plainText(event: unknown): string | undefined {
  const { choices } = Object(event) as ChatEvent;
  const choice = choices?.length === 1 ? choices[0] : undefined;
  if (choice === undefined) return undefined;
  const { delta, index } = choice;
  const { content } = delta ?? {};
  if (typeof content !== "string" || content === "" || (index ?? 0) !== 0) return undefined;
  const alone =
    saysNothing(event, OF_EVENT) && saysNothing(choice, OF_CHOICE) && saysNothing(delta, OF_DELTA);
  return alone ? content : undefined;
}

/** Fields that are facts about an event, whatever their text, or are looked at by themselves. */
const OF_EVENT: ReadonlySet<string> = new Set([
  "choices",
  "id",
  "object",
  "created",
  "model",
  "provider",
  "service_tier",
  "system_fingerprint",
  "obfuscation",
]);
const OF_CHOICE: ReadonlySet<string> = new Set(["delta", "index"]);
const OF_DELTA: ReadonlySet<string> = new Set(["content", "role"]);

function saysNothing(fields: unknown, silent: ReadonlySet<string>): boolean {
  const object = Object(fields) as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(object)) {
    if (!silent.has(key) && object[key] !== null && object[key] !== "") return false;
  }
  return true;
}

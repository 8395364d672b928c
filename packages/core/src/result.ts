import type { Attempt } from "./attempt.ts";
import type { FinishReason, ToolCallPart, UsagePart } from "./chunk.ts";
import type { AssistantMessage } from "./message.ts";

/** Tokens of one call as the provider counted them, or as we estimated them (`exact: false`). */
export type Usage = Omit<UsagePart, "type">;

/** One complete call of a tool; `arguments` is the JSON text exactly as the model wrote it. */
export type ToolCall = Omit<ToolCallPart, "type">;

/** What a finished call amounts to. */
export interface CallResult {
  /** All text, in order. */
  readonly text: string;
  /** All reasoning text, in order; empty where there was none. */
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  readonly finishReason: FinishReason;
  /** The model as it was asked for upstream, aliases resolved. */
  readonly model: string;
  /** Name of the provider that answered. */
  readonly provider: string;
  readonly warnings: readonly string[];
  /** State of the upstream thread, to be handed back with the next call where the provider has any. */
  readonly conversation?: unknown;
  /** Every try of the call, where a policy made it; the last one answered. */
  readonly attempts?: readonly Attempt[];
  /** The answer as a message, ready to push onto the history. */
  readonly message: AssistantMessage;
}

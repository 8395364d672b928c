import type { ErrorCode, FinishReason } from "@g4f/core";

/** One call of a tool as the model writes it. */
export interface ScriptToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text of the arguments, or its pieces in the order they are streamed. */
  readonly arguments: string | readonly string[];
}

/** Tokens as an upstream counts them. */
export interface ScriptUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens?: number;
  readonly reasoningTokens?: number;
}

/** An error that an upstream tells of, in its stream or with a status. */
export interface ScriptError {
  /** What it must be understood as. */
  readonly code: ErrorCode;
  readonly message: string;
}

/** Opened by the case: whatever stands behind it in a script is sent only then. */
export interface Gate {
  readonly opened: Promise<void>;
}

/** One thing that an upstream says or does, in order. */
export type ScriptStep =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  /** Several calls are streamed side by side, piece by piece, where the wire can. */
  | { readonly type: "tool-calls"; readonly calls: readonly ScriptToolCall[] }
  | { readonly type: "usage"; readonly usage: ScriptUsage }
  | { readonly type: "finish"; readonly reason: FinishReason }
  | { readonly type: "error"; readonly error: ScriptError }
  /** A sign of life without content: a ping event, or a comment where the wire has none. */
  | { readonly type: "ping" }
  /** What stands behind it is sent once the gate is open. */
  | { readonly type: "wait"; readonly gate: Gate }
  /** Framed as one event of the wire, its data exactly this. */
  | { readonly type: "event"; readonly data: string; readonly event?: string }
  /** Bytes as they are, outside of any framing. */
  | { readonly type: "bytes"; readonly bytes: string | Uint8Array };

/** What a simulated upstream answers to one call. A good answer ends with a finish step. */
export type Script = readonly ScriptStep[];

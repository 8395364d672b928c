import type { Chunk, FinishReason, Part } from "./chunk.ts";
import type { Cleanup, CleanupContext } from "./context.ts";
import type { ErrorCode, ErrorPhase } from "./errors.ts";

/** A call that was prepared: all that its engine needs of request, manifest and session. */
export interface OpenCall {
  readonly model: string;
  /** Whether the caller wants `raw` parts. */
  readonly raw: boolean;
  /** Parts that come before anything the hook yields. */
  readonly prelude: readonly Part[];
  readonly redact: (text: string) => string;
  /** How far the call has come on the wire before its first chunk. */
  readonly phase: () => ErrorPhase;
  /** What would help with an error of this code: near names of an unknown model. */
  readonly hint: (code: ErrorCode) => string;
  readonly warn: (message: string) => void;
  /** Starts the hook. */
  readonly start: (defer: (cleanup: Cleanup) => void) => AsyncGenerator<Chunk, unknown>;
  /** What it means that the hook returned without a finish; undefined: truncated. */
  readonly endReason: () => FinishReason | undefined;
  /** Lets go of every response: a good end drains for at most 1 s, any other destroys. */
  readonly end: (good: boolean) => Promise<void> | undefined;
  /** What a clean-up works with, alive until `signal` is aborted. */
  readonly cleanupContext: (signal: AbortSignal) => CleanupContext & { readonly end: () => void };
}

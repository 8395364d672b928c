import type { Chunk, FinishReason, Part } from "./chunk.ts";
import type { Cleanup, CleanupContext } from "./context.ts";
import type { ErrorCode, ErrorPhase, ProviderError } from "./errors.ts";
import type { CallResult } from "./result.ts";
import type { Limits } from "./watch.ts";

/** What a call is read from: a generator, or what looks like one. */
export interface Hook extends Pick<AsyncGenerator<Chunk, unknown, undefined>, "next" | "return"> {
  /** The next chunk where one is at hand; undefined: `next` has to be asked. */
  readonly take?: () => Chunk | undefined;
  /** As `take` where that is text; undefined also where something else is at hand. */
  readonly takeText?: () => string | undefined;
}

/** What a policy hears of its call, and adds to it. */
export interface RouteHooks {
  /** A limit of the attempt ran out: whether the policy takes it on itself to go on. */
  readonly recovers: (error: ProviderError) => boolean;
  /** The call is over: what its reader is told. Called once. */
  readonly failed: (error: ProviderError) => ProviderError;
  /** The call has finished: what its reader is given. Called once. */
  readonly finished: (result: CallResult) => CallResult;
  /** A thread's state as it is shown to the reader. */
  readonly conversation: (state: unknown) => unknown;
}

/** A call that was prepared: all that its engine needs of request, manifest and session. */
export interface OpenCall {
  /** Name of the provider that answers. */
  readonly provider: string;
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
  /**
   * Starts the hook. `restart` is for a policy: a new attempt begins, with limits of its own, and all
   * clocks but `total` and `unread` start anew. So is `become`: from the next pull on another hook is
   * read, and nobody is in between.
   */
  readonly start: (
    defer: (cleanup: Cleanup) => void,
    restart: (limits: Limits) => void,
    become: (hook: Hook) => void,
  ) => Hook;
  /** Set by a policy over providers. */
  readonly route?: RouteHooks;
  /** What it means that the hook returned without a finish; undefined: truncated. */
  readonly endReason: () => FinishReason | undefined;
  /** Lets go of every response: a good end drains for at most 1 s, any other destroys. */
  readonly end: (good: boolean) => Promise<void> | undefined;
  /** What a clean-up works with, alive until `signal` is aborted. */
  readonly cleanupContext: (signal: AbortSignal) => CleanupContext & { readonly end: () => void };
}

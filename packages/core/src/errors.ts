import type { CallResult } from "./result.ts";

/** Every code a {@link ProviderError} may carry. Codes are API; messages are not. */
export const ERROR_CODES = [
  "invalid_request",
  "auth",
  "permission",
  "quota",
  "rate_limit",
  "context_length",
  "content_filter",
  "model_not_found",
  "model_gone",
  "overloaded",
  "timeout",
  "network",
  "protocol",
  "truncated",
  "aborted",
  "not_supported",
  "upstream",
] as const;

/** What went wrong, as a program may rely on it. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Every phase of a call in which it may fail, in the order of a call. */
export const ERROR_PHASES = [
  "prepare",
  "queue",
  "connect",
  "proxy",
  "tls",
  "send",
  "headers",
  "status",
  "first_event",
  "stream",
  "end",
  "backoff",
  "close",
] as const;

/** Where in the call it went wrong. */
export type ErrorPhase = (typeof ERROR_PHASES)[number];

/** What the stream had delivered when the call failed; its usage is never `exact`. */
export type PartialResult = Partial<
  Pick<CallResult, "text" | "reasoning" | "toolCalls" | "usage" | "conversation">
>;

/** The data of a {@link ProviderError} besides its code and message. */
export interface ProviderErrorOptions {
  /** Name of the provider that failed. */
  readonly provider?: string;
  /** HTTP status of the provider itself, never a proxy's. */
  readonly status?: number;
  /** Overrides what follows from the code. */
  readonly retryable?: boolean;
  /** How long the provider asked to wait, in ms. */
  readonly retryAfterMs?: number;
  /** Default: `prepare`. */
  readonly phase?: ErrorPhase;
  /** The provider's own id of the request. */
  readonly requestId?: string;
  readonly partial?: PartialResult;
  readonly cause?: unknown;
}

const BRAND: unique symbol = Symbol.for("g4f.ProviderError") as never;
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  "rate_limit",
  "overloaded",
  "timeout",
  "upstream",
  "network",
]);

/**
 * The one error of a call. `retryable` says that the same request may be sent again to the same
 * target because nothing was delivered yet. Recognise it with {@link ProviderError.is}, which works
 * across two copies of this package; `instanceof` does not.
 */
export class ProviderError extends Error {
  override readonly name: string = "ProviderError";
  readonly code: ErrorCode;
  readonly phase: ErrorPhase;
  readonly retryable: boolean;
  readonly provider?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly partial?: PartialResult;

  constructor(code: ErrorCode, message: string, options: ProviderErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.phase = options.phase ?? "prepare";
    this.retryable = options.retryable ?? RETRYABLE.has(code);
    if (options.provider !== undefined) this.provider = options.provider;
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.requestId !== undefined) this.requestId = options.requestId;
    if (options.partial !== undefined) this.partial = options.partial;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is a `ProviderError`, of this copy of the package or of another. */
  static is(value: unknown): value is ProviderError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}

import type { Attempt } from "./attempt.ts";
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
  /** Every try of a call that a policy made, in order. */
  readonly attempts?: readonly Attempt[];
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
  declare readonly provider?: string;
  declare readonly status?: number;
  declare readonly retryAfterMs?: number;
  declare readonly requestId?: string;
  declare readonly partial?: PartialResult;
  declare readonly attempts?: readonly Attempt[];

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
    if (options.attempts !== undefined) this.attempts = options.attempts;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is a `ProviderError`, of this copy of the package or of another. */
  static is(value: unknown): value is ProviderError {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}

/** The code that a status alone tells of; what is not in it: other 4xx → `invalid_request`, else `upstream`. */
export const STATUS_CODES: ReadonlyMap<number, ErrorCode> = new Map([
  [400, "invalid_request"],
  [401, "auth"],
  [402, "quota"],
  [403, "permission"],
  [404, "model_not_found"],
  [408, "timeout"],
  [409, "upstream"],
  [410, "model_gone"],
  [413, "context_length"],
  [422, "invalid_request"],
  [425, "upstream"],
  [429, "rate_limit"],
  [500, "upstream"],
  [502, "upstream"],
  [503, "overloaded"],
  [504, "timeout"],
  [520, "upstream"],
  [521, "upstream"],
  [522, "upstream"],
  [523, "upstream"],
  [524, "timeout"],
  [529, "overloaded"],
]);

/** One thing that a body may say, and the code it means; the first that fits counts. */
export interface BodyRule {
  /** Matched against the body's type, code and message, lower-cased, one a line, without URLs. */
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  /** Only with one of these statuses; absent: with any, and in-band. */
  readonly statuses?: readonly number[];
}

/** The body beats the status. Patterns are linear: no nested repetition. */
export const BODY_RULES: readonly BodyRule[] = [
  // One request over the limit of a minute will never pass, whatever the code beside it says.
  { pattern: /request too large|reduce your message size/, code: "context_length" },
  { pattern: /rate_limit_exceeded|rate limit reached|per minute limit/, code: "rate_limit" },
  {
    pattern:
      /context_length|context length|context window|prompt is too long|too many tokens|input is too long|maximum context|exceeds? (?:the )?context limit|context size|max_new_tokens.{0,3} must be|exceeds? max length|reduce the length of the messages|input token count/,
    code: "context_length",
  },
  {
    pattern:
      /content_filter|content management policy|content_policy|responsibleaipolicy|safety_block|moderation_blocked|content filtering policy|input was flagged|data_?inspection_?failed/,
    code: "content_filter",
  },
  {
    pattern:
      /insufficient_quota|insufficient_balance|insufficient (?:account )?balance|billing|credit balance|out of credits|insufficient credits|(?:doesn.t|does not) have any credits|used up|used all available credits|spending limit|payment required|exceeded your (?:current|monthly|daily) quota(?!.*per)|余额不足/,
    code: "quota",
    statuses: [0, 400, 402, 403, 429],
  },
  {
    pattern: /insufficient_quota|insufficient_balance|billing_hard_limit_reached|billing_error/,
    code: "quota",
  },
  {
    pattern:
      /does not support (?:tools|tool use|function calling|images?|image input|vision|thinking)/,
    code: "not_supported",
  },
  {
    pattern:
      /decommissioned|model_deprecated|has been deprecated|is deprecated and|has been retired|end of its life|was removed on|no longer (?:available|supported)|model_gone/,
    code: "model_gone",
  },
  {
    pattern:
      /overloaded|server_overloaded|currently busy|model is loading|currently loading|service_unavailable|\bunavailable\b/,
    code: "overloaded",
    statuses: [0, 429, 500, 502, 503, 529],
  },
  {
    pattern: /rate_limit|ratelimit|rate limit|too many requests|resource_exhausted|throttl/,
    code: "rate_limit",
    statuses: [0, 400, 403, 429, 500, 503],
  },
  {
    pattern:
      /invalid_api_key|invalid api (?:key|token)|incorrect api key|authentication_error|api key not valid|api_key_invalid|unauthenticated|invalid x-api-key/,
    code: "auth",
  },
  {
    pattern: /permission_error|permission_denied|unsupported_country|location is not supported/,
    code: "permission",
  },
  {
    pattern:
      /model_not_found|model .{0,80}(?:not found|does not exist)|no such model|unknown model|not a valid model|invalid_model|invalid model:/,
    code: "model_not_found",
  },
  {
    pattern: /invalid_request|invalid_argument|invalid_prompt|validationexception/,
    code: "invalid_request",
    statuses: [0],
  },
  { pattern: /not_found_error/, code: "model_not_found", statuses: [0] },
  { pattern: /timeout|timed out|deadline_exceeded/, code: "timeout", statuses: [0, 408, 500, 504] },
];

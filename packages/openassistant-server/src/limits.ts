/** What the server holds and takes at most; lengths in characters, times in ms. */
export interface Limits {
  /** Chats of all users; the oldest is dropped for a new one. Default: 1 000. */
  readonly maxChats: number;
  /** Characters of all chats together; the oldest chats are dropped. Default: 32 000 000. */
  readonly maxTotalLength: number;
  /** More is 413. Default: 200. */
  readonly maxMessagesPerChat: number;
  /** Of a prompter message; more is 413. Default: 100 000. */
  readonly maxMessageLength: number;
  /** Of an answer; the responder is stopped there. Default: 200 000. */
  readonly maxAnswerLength: number;
  /** Of a request; more is 413. Default: 1 MiB. */
  readonly maxBodyBytes: number;
  /** Users, the oldest dropped with their chats. Default: 1 000. */
  readonly maxUsers: number;
  /** Event streams open at once; more is 503. Default: 256. */
  readonly maxStreams: number;
  /** Messages that wait for their turn; more is 503. Default: 100. */
  readonly maxQueue: number;
  /** Answers made at once. Default: 4. */
  readonly concurrency: number;
  /** A message that waited longer is a `timeout`. Default: 60 000. */
  readonly messageTimeoutMs: number;
  /** Events that nobody reads are dropped after this. Default: 60 000. */
  readonly eventsExpireMs: number;
  /** Assistant messages of one user in `rateWindowMs`; more is a 500. Default: no limit (the original: 20). */
  readonly rate: number;
  /** Default: 660 000, as the original came to have. */
  readonly rateWindowMs: number;
}

/** The limits without options. */
const DEFAULT_LIMITS: Limits = {
  maxChats: 1000,
  maxTotalLength: 32_000_000,
  maxMessagesPerChat: 200,
  maxMessageLength: 100_000,
  maxAnswerLength: 200_000,
  maxBodyBytes: 1_048_576,
  maxUsers: 1000,
  maxStreams: 256,
  maxQueue: 100,
  concurrency: 4,
  messageTimeoutMs: 60_000,
  eventsExpireMs: 60_000,
  rate: Number.POSITIVE_INFINITY,
  rateWindowMs: 660_000,
};

/** `given` over the defaults. @throws TypeError for a name or value that is no limit. */
export function limitsFrom(given: Partial<Limits> = {}): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) throw new TypeError(`no such limit: ${name}`);
    const least = name === "rateWindowMs" || name === "concurrency" ? 1 : 0;
    if (typeof value !== "number" || Number.isNaN(value) || value < least) {
      throw new TypeError(`limits.${name} must be a number of at least ${String(least)}`);
    }
  }
  return { ...DEFAULT_LIMITS, ...given };
}

/** Odd behaviours of the original, each off by default; they can be changed while the server runs. */
export interface Faults {
  /** Pings as servers before May 2023 sent them: an event whose data is no JSON. */
  readonly legacyPing?: boolean;
  /** An assistant message is refused with 503, and stays in its chat as `pending`. */
  readonly queueFull?: boolean;
  /** An assistant message is refused as over the rate: with 500, as the original did by mistake. */
  readonly rateLimitAs500?: boolean;
  /** A prompter message is refused as too long: 413. */
  readonly tooLong?: boolean;
  /** An answer is found too old when its turn comes: `error` "Timeout", state `timeout`. */
  readonly timeout?: boolean;
  /** The worker drops after the first token: `error` "Aborted due to worker error.". */
  readonly abortedByWorker?: boolean;
  /** The worker reports this text as its failure, after the first token. */
  readonly workerError?: string;
  /** Nothing takes a message from the queue: `pending` events only. */
  readonly endlessPending?: boolean;
  /** The stream ends where `message` or `error` would come. */
  readonly noFinalEvent?: boolean;
  /** Whoever asks is refused with 403. */
  readonly forbidden?: boolean;
  /** Events that nobody read before the answer was complete are gone: 204, or 200 and no body. */
  readonly finishedTooEarly?: boolean;
  /** The website cannot reach the inference server. */
  readonly serverDown?: boolean;
}

import { ProviderError, type ErrorPhase } from "./errors.ts";

/** Which limit ran out. */
export interface Expiry {
  /** `attempt`: the `total` of one attempt, where a policy makes several. */
  readonly limit: "firstEvent" | "idle" | "total" | "attempt" | "queue" | "unread";
  readonly ms: number;
  readonly phase: ErrorPhase;
}

/** What the reader is told of it. */
export function expiryError({ limit, ms, phase }: Expiry): ProviderError {
  if (limit === "unread") {
    const message = `nothing was read for ${ms} ms: the call was cut (deadlines.unread)`;
    return new ProviderError("aborted", message, { phase });
  }
  const whole = limit === "total" || limit === "attempt";
  const message = `no ${whole ? "end" : "chunk"} within ${ms} ms (deadlines.${whole ? "total" : limit})`;
  return new ProviderError("timeout", message, { phase });
}

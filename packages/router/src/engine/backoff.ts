/** How long a call waits before it is sent again. */
export interface BackoffOptions {
  /** Most ms before the first retry; doubled with each. Default: 500. */
  readonly baseMs?: number;
  /** Most ms before any. Default: 8,000. */
  readonly maxMs?: number;
}

export type BackoffLimits = Readonly<Required<BackoffOptions>>;

export const BACKOFF_DEFAULTS: BackoffLimits = { baseMs: 500, maxMs: 8_000 };

/** Most ms that retry number `retry` (from 0) waits where upstream does not say. */
function ceilingOf(retry: number, { baseMs, maxMs }: BackoffLimits): number {
  return Math.min(maxMs, baseMs * 2 ** retry);
}

/**
 * Ms to wait before retry number `retry`: full jitter, anything from 0 to the ceiling, so that calls
 * that failed together do not come back together; on top of what upstream asked for.
 */
export function delayOf(retry: number, limits: BackoffLimits, retryAfterMs = 0): number {
  return retryAfterMs + Math.random() * ceilingOf(retry, limits);
}

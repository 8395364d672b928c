import type { AnyProvider } from "@g4f/core/engine";

import type { CacheOptions } from "./cache/policy.ts";
import type { RateLimitOptions } from "./limiter.ts";
import type { PolicyOptions } from "./policy.ts";
import { route } from "./route.ts";
import type { Router } from "./router.ts";
import type { BreakerOptions } from "./state/breaker.ts";
import type { NamedKey, Target } from "./target.ts";
import type { Timeouts } from "./timeouts.ts";

/** One rule and no other: what the policies below start from. */
const ONE_RULE = { attempts: 1, breaker: false, budget: false } as const satisfies PolicyOptions;

/** What {@link withRetry} takes. */
export type RetryOptions = Pick<PolicyOptions, "attempts" | "backoff" | "budget" | "maxWaitMs">;

/** `provider`, asked again where it failed before its first content: 3 times, within a budget. */
export function withRetry(
  provider: AnyProvider | Target,
  options: RetryOptions = {},
  more: PolicyOptions = {},
): Router {
  return route({ breaker: false, ...more, ...options, use: [provider] });
}

/** The first of `providers` that answers; each is asked once, in this order. */
export function withFallback(
  providers: readonly (AnyProvider | Target)[],
  more: PolicyOptions = {},
): Router {
  return route({ breaker: false, attemptsPerTarget: 1, ...more, use: providers });
}

/** `provider`, left alone for a while when it fails too often. */
export function withBreaker(
  provider: AnyProvider | Target,
  breaker: BreakerOptions = {},
  more: PolicyOptions = {},
): Router {
  return route({ ...ONE_RULE, ...more, breaker, use: [provider] });
}

/** One provider with several keys, which take turns; one that is refused rests. */
export function withKeyPool(
  provider: (apiKey: string) => AnyProvider,
  keys: readonly (string | NamedKey)[],
  more: PolicyOptions = {},
): Router {
  const attempts = Math.max(1, Array.isArray(keys) ? keys.length : 1);
  return route({ ...ONE_RULE, attempts, attemptsPerTarget: 1, ...more, use: [{ provider, keys }] });
}

/** `provider`, sent no more within any 60 s than `limit` says; what is more waits. */
export function withRateLimit(
  provider: AnyProvider | Target,
  limit: RateLimitOptions,
  more: PolicyOptions = {},
): Router {
  return route({ ...ONE_RULE, ...more, rateLimit: limit, use: [provider] });
}

/** `provider`, whose answer to the very same request is kept. */
export function withCache(
  provider: AnyProvider | Target,
  cache: CacheOptions = {},
  more: PolicyOptions = {},
): Router {
  return route({ ...ONE_RULE, ...more, cache, use: [provider] });
}

/** `provider`, with limits in ms for every call that sets none itself. */
export function withTimeouts(
  provider: AnyProvider | Target,
  timeouts: Timeouts,
  more: PolicyOptions = {},
): Router {
  return route({ ...ONE_RULE, ...more, timeouts, use: [provider] });
}

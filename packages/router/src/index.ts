export { route, type RouteOptions } from "./route.ts";
export type { HedgeOptions, PolicyOptions } from "./policy.ts";
export {
  withBreaker,
  withCache,
  withFallback,
  withKeyPool,
  withRateLimit,
  withRetry,
  withTimeouts,
  type RetryOptions,
} from "./policies.ts";
export { resolveRoute, type NamedTarget, type NamedRouteOptions } from "./resolve.ts";
export type { Router } from "./router.ts";
export type { NamedKey, Price, Target } from "./target.ts";
export type { Order } from "./order.ts";
export type { Health } from "./health.ts";
export type { AttemptInfo, CallInfo, HealthChange, RouterEvent, RouterListener } from "./events.ts";
export { logEvents } from "./log-events.ts";
export type { BackoffOptions } from "./engine/backoff.ts";
export type { CacheOptions } from "./cache/policy.ts";
export { inputTokens } from "./estimate.ts";
export { tokensOf, type RateLimitOptions } from "./limiter.ts";
export type { BudgetOptions, CooldownOptions } from "./state/account.ts";
export type { BreakerOptions } from "./state/breaker.ts";
export { MemoryStateStore, type Eventually, type StateStore } from "./state/store.ts";
export type { Timeouts } from "./timeouts.ts";

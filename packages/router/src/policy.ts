import { checkName } from "@g4f/core/engine";

import { cachePolicy, type CacheOptions, type CachePolicy } from "./cache/policy.ts";
import { checkFields, checkNumber, numbers, show } from "./check.ts";
import { BACKOFF_DEFAULTS, type BackoffLimits, type BackoffOptions } from "./engine/backoff.ts";
import type { Lane } from "./lane.ts";
import { checkRateLimit, type RateLimitOptions } from "./limiter.ts";
import { ORDERS, type Order } from "./order.ts";
import {
  BUDGET_DEFAULTS,
  COOLDOWN_DEFAULTS,
  type BudgetLimits,
  type BudgetOptions,
  type CooldownLimits,
  type CooldownOptions,
} from "./state/account.ts";
import { BREAKER_DEFAULTS, type BreakerLimits, type BreakerOptions } from "./state/breaker.ts";
import type { StateStore } from "./state/store.ts";
import type { Timeouts } from "./timeouts.ts";

/** When a second target is asked while the first is silent. */
export interface HedgeOptions {
  /** Ms without content. */
  readonly afterMs: number;
}

/** How a route treats its calls; everything has a default. */
export interface PolicyOptions {
  /** What the route is called in errors, events and listings. Default: `route`. */
  readonly name?: string;
  /** Which target is asked first. Default: `ordered`. */
  readonly order?: Order;
  /** Most requests of one call, over all targets. Default: 3, or as many as there are targets. */
  readonly attempts?: number;
  /** Most requests of one call to one target. Default: as many as `attempts`. */
  readonly attemptsPerTarget?: number;
  readonly backoff?: BackoffOptions;
  /** Most ms that a call waits because of a `Retry-After`, a rest or a limit. Default: 60,000. */
  readonly maxWaitMs?: number;
  /** Of retries, for each account; `false`: none is set. */
  readonly budget?: BudgetOptions | false;
  /** For each model of each provider; `false`: none. */
  readonly breaker?: BreakerOptions | false;
  readonly cooldown?: CooldownOptions;
  /** Of each account of every target that has none of its own. */
  readonly rateLimit?: RateLimitOptions;
  /** Exact answers to exact requests. Default: none. */
  readonly cache?: CacheOptions;
  readonly timeouts?: Timeouts;
  /** Default: off. */
  readonly hedge?: HedgeOptions;
  /**
   * Whether an answer of text that was cut is continued, once, by another request that shows the model
   * what it had said. Default: false: after the first content nothing is sent again.
   */
  readonly continuation?: boolean;
  /** Default: the memory of this route. */
  readonly store?: StateStore;
}

/** Options, complete and checked. */
export interface Policy {
  readonly name: string;
  readonly lanes: readonly Lane[];
  readonly order: Order;
  readonly attempts: number;
  readonly attemptsPerTarget: number;
  readonly backoff: BackoffLimits;
  readonly maxWaitMs: number;
  readonly budget: BudgetLimits | undefined;
  readonly breaker: BreakerLimits | undefined;
  readonly cooldown: CooldownLimits;
  readonly cache: CachePolicy | undefined;
  readonly timeouts: Timeouts | undefined;
  readonly hedge: HedgeOptions | undefined;
  readonly continuation: boolean;
}

/** Every option there is; the documents are compared with it. @public */
export const POLICY_FIELDS: readonly string[] = [
  "use",
  "name",
  "order",
  "attempts",
  "attemptsPerTarget",
  "backoff",
  "maxWaitMs",
  "budget",
  "breaker",
  "cooldown",
  "rateLimit",
  "cache",
  "timeouts",
  "hedge",
  "continuation",
  "store",
] as const satisfies readonly (keyof PolicyOptions | "use")[];

const TIMEOUTS = [
  "connect",
  "firstEvent",
  "idle",
  "total",
  "queue",
  "unread",
  "cleanup",
  "attempt",
] as const satisfies readonly (keyof Timeouts)[];

/** @throws TypeError for an option that is unknown or wrong; it says which, and what would be right. */
export function policyOf(lanes: readonly Lane[], options: PolicyOptions): Policy {
  checkFields("", options, POLICY_FIELDS);
  const { name = "route", order = "ordered", continuation = false, hedge, timeouts } = options;
  checkName(name);
  checkOrder(order, lanes);
  checkTimeouts(timeouts);
  checkRateLimit("rateLimit", options.rateLimit);
  if (hedge !== undefined) {
    checkFields("hedge", hedge, ["afterMs"]);
    if (hedge.afterMs === undefined) throw new TypeError("hedge.afterMs is missing");
    checkNumber("hedge.afterMs", hedge.afterMs, { least: 0 });
  }
  if (typeof continuation !== "boolean") {
    throw new TypeError(`continuation is ${show(continuation)}; it must be true or false`);
  }
  const count = { least: 1, whole: true } as const;
  checkNumber("attempts", options.attempts, count);
  checkNumber("attemptsPerTarget", options.attemptsPerTarget, count);
  checkNumber("maxWaitMs", options.maxWaitMs, { least: 0 });
  const attempts = options.attempts ?? Math.max(3, new Set(lanes.map(({ target }) => target)).size);
  return {
    name,
    lanes: lanes.map((lane) => ({ ...lane, rateLimit: lane.rateLimit ?? options.rateLimit })),
    order,
    attempts,
    attemptsPerTarget: options.attemptsPerTarget ?? attempts,
    maxWaitMs: options.maxWaitMs ?? 60_000,
    cache: cachePolicy(options.cache),
    timeouts,
    hedge,
    continuation,
    ...limitsOf(options),
  };
}

function limitsOf(
  options: PolicyOptions,
): Pick<Policy, "backoff" | "budget" | "breaker" | "cooldown"> {
  const ms = { least: 0 } as const;
  const { backoff, budget, breaker, cooldown } = options;
  return {
    backoff: numbers("backoff", backoff, BACKOFF_DEFAULTS, { baseMs: ms, maxMs: ms }),
    cooldown: numbers("cooldown", cooldown, COOLDOWN_DEFAULTS, { baseMs: ms, maxMs: ms }),
    budget:
      budget === false
        ? undefined
        : numbers("budget", budget, BUDGET_DEFAULTS, { ratio: { least: 0, most: 1 }, floor: ms }),
    breaker:
      breaker === false
        ? undefined
        : numbers("breaker", breaker, BREAKER_DEFAULTS, {
            failures: { least: 1 },
            rate: { above: 0, most: 1 },
            minCalls: { least: 1 },
            windowMs: { above: 0 },
            openMs: { above: 0 },
            maxOpenMs: { above: 0 },
          }),
  };
}

function checkOrder(order: Order, lanes: readonly Lane[]): void {
  if (!ORDERS.includes(order)) {
    throw new TypeError(`order is ${show(order)}; it must be one of ${ORDERS.join(", ")}`);
  }
  if (order !== "cheapest") return;
  const without = lanes.find(({ price }) => price === undefined);
  if (without !== undefined) {
    throw new TypeError(
      `use[${without.target}].price is missing: the order "cheapest" goes by { input, output } per million tokens`,
    );
  }
}

function checkTimeouts(timeouts: Timeouts | undefined): void {
  if (timeouts === undefined) return;
  checkFields("timeouts", timeouts, TIMEOUTS);
  for (const field of TIMEOUTS) checkNumber(`timeouts.${field}`, timeouts[field], { above: 0 });
}

import type { AnyProvider } from "@g4f/core/engine";

import { show } from "./check.ts";
import { policyOf, type PolicyOptions } from "./policy.ts";
import { Router } from "./router.ts";
import { lanesOf, type Target } from "./target.ts";

/** Where calls go, and how. */
export interface RouteOptions extends PolicyOptions {
  /** Providers, or targets with more to say of them. */
  readonly use: readonly (Target | AnyProvider)[];
}

/**
 * A provider over several, with every rule switched on that has a default: three attempts, a retry
 * budget, a breaker for each model, rest for refused keys.
 * @throws TypeError for options that are wrong: it names the field and what would be right.
 */
export function route(options: RouteOptions): Router {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`route takes one object, { use: [ … ] }, not ${show(options)}`);
  }
  const { use, ...policy } = options;
  return new Router(policyOf(lanesOf(use), policy), options.store);
}

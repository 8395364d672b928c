import { ProviderError, type Attempt, type ErrorCode } from "@g4f/core";
import { errorWith } from "@g4f/core/engine";

import { told, type Nobody, type Refusal } from "./choose.ts";

/** The error of a call that no target answered. */
export function giveUp(
  route: string,
  attempts: readonly Attempt[],
  last: ProviderError | undefined,
  { refusals }: Nobody,
): ProviderError {
  const wait = soonest(refusals);
  const later = wait === undefined ? {} : { retryAfterMs: wait };
  if (last === undefined) return nobodyAsked(route, refusals, later);
  const failures = attempts.filter(({ error }) => error !== undefined);
  if (failures.length < 2) return errorWith(last, { ...later, attempts });
  const causes = failures.map(
    ({ provider, error }) => `${provider}: ${error?.code}: ${error?.message}`,
  );
  const message = `${route}: all ${failures.length} attempts failed: ${causes.join("; ")}`;
  return errorWith(last, { message, ...later, attempts });
}

function nobodyAsked(
  route: string,
  refusals: readonly Refusal[],
  later: { readonly retryAfterMs?: number },
): ProviderError {
  const message = `${route}: nothing was sent: ${refusals.map(told).join("; ")}`;
  const code = codeOf(refusals);
  const phase = code === "timeout" ? "queue" : "prepare";
  return new ProviderError(code, message, { provider: route, phase, attempts: [], ...later });
}

/** What the one is away for who is soonest to be had again. */
function codeOf(refusals: readonly Refusal[]): ErrorCode {
  const [first] = refusals.toSorted((a, b) => untilOf(a) - untilOf(b));
  if (first?.standing === undefined) return "timeout";
  const { account, access, model } = first.standing;
  const now = Date.now();
  for (const kept of [account, access]) {
    if (kept !== undefined && kept.restsUntil > now) return kept.lastRefusal?.code ?? "rate_limit";
  }
  // A breaker; or a limit of our own that has no room in time (F2).
  return model.openUntil > 0 ? (model.lastFailure?.code ?? "overloaded") : "timeout";
}

function untilOf({ until = Number.POSITIVE_INFINITY }: Refusal): number {
  return until;
}

function soonest(refusals: readonly Refusal[]): number | undefined {
  const times = refusals.flatMap(({ until }) => (until === undefined ? [] : [until]));
  if (times.length === 0) return undefined;
  return Math.max(0, Math.ceil(Math.min(...times) - Date.now()));
}

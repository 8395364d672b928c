import type { AttemptFailure } from "@g4f/core";

import type { Candidate } from "./lane.ts";
import { BREAKER_DEFAULTS, countOf, phaseOf, type BreakerLimits } from "./state/breaker.ts";
import type { Ledger, Standing } from "./state/ledger.ts";

/** How one model of one provider fares, with one account. */
export interface Health {
  readonly provider: string;
  readonly model: string;
  readonly account: string | undefined;
  /** What its manifest says. */
  readonly declared: "working" | "deprecated" | "not working";
  /** What calls have shown. `trying`: one call is let through, to see. `resting`: its key was refused. */
  readonly state: "unknown" | "good" | "failing" | "trying" | "open" | "resting";
  /** Why it is in this state, for people; empty where all is well. */
  readonly reason: string;
  /** When it is asked again, as `Date.now()` has it; 0: it is not away. */
  readonly until: number;
  /** Calls of the last half minute, or as long as the breaker looks back. */
  readonly calls: number;
  readonly failures: number;
  /** To the first content, smoothed; undefined: none came yet. */
  readonly latencyMs: number | undefined;
  readonly lastFailure: (AttemptFailure & { readonly at: number }) | undefined;
}

/** The health of every candidate. */
export async function healthOf(
  candidates: readonly Candidate[],
  breaker: BreakerLimits | undefined,
  ledger: Ledger,
): Promise<readonly Health[]> {
  const limits = breaker ?? BREAKER_DEFAULTS;
  return await Promise.all(
    candidates.map(async (candidate) => {
      const standing = await ledger.look(candidate);
      const now = Date.now();
      const { name: provider, account, provider: member } = candidate.lane;
      const { working, deprecated } = member.manifest;
      const usable = deprecated === undefined ? ("working" as const) : ("deprecated" as const);
      return {
        provider,
        model: candidate.model,
        account,
        declared: working ? usable : "not working",
        ...stateOf(standing, now),
        ...countOf(standing.model, now, limits),
        latencyMs: standing.model.latencyMs,
        lastFailure: latest(standing),
      };
    }),
  );
}

function stateOf(standing: Standing, now: number): Pick<Health, "state" | "reason" | "until"> {
  const { model, account, access } = standing;
  for (const kept of [account, access]) {
    if (kept !== undefined && kept.restsUntil > now) {
      return { state: "resting", reason: words(kept.lastRefusal), until: kept.restsUntil };
    }
  }
  const phase = phaseOf(model, now);
  if (phase === "open") {
    return { state: "open", reason: words(model.lastFailure), until: model.openUntil };
  }
  if (phase !== "closed") return { state: "trying", reason: words(model.lastFailure), until: 0 };
  if (model.inARow > 0) return { state: "failing", reason: words(model.lastFailure), until: 0 };
  const state = model.latencyMs === undefined ? "unknown" : "good";
  return { state, reason: "", until: 0 };
}

function words(failure: AttemptFailure | undefined): string {
  return failure === undefined ? "" : `${failure.code}: ${failure.message}`;
}

function latest({ model, account, access }: Standing): Health["lastFailure"] {
  return [model.lastFailure, account.lastRefusal, access?.lastRefusal]
    .filter((one) => one !== undefined)
    .toSorted((a, b) => b.at - a.at)[0];
}

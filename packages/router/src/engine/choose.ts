import type { CommonRequest } from "@g4f/core";

import type { AttemptInfo } from "../events.ts";
import { labelOf, type Candidate } from "../lane.ts";
import { quotasOf } from "../limiter.ts";
import type { Policy } from "../policy.ts";
import { canRetry } from "../state/account.ts";
import { phaseOf, type ModelState } from "../state/breaker.ts";
import type { Ledger, Reservation, Standing } from "../state/ledger.ts";
import type { Failed, Past } from "./past.ts";
import { verdictOn } from "./verdict.ts";

/** Who is asked next. */
export interface Pick {
  readonly candidate: Candidate;
  readonly why: AttemptInfo["why"];
  /** Ms until its limit has room. */
  readonly waitMs: number;
  readonly reservations: readonly Reservation[];
  readonly trial: boolean;
}

/** Nobody yet: somebody after `waitMs`. */
export interface Wait {
  readonly waitMs: number;
  readonly for: string;
}

/** Why a candidate is not asked. */
export interface Refusal {
  readonly candidate: Candidate;
  /** Absent where it was asked already. */
  readonly reason?: string;
  /** When that may be over, as `Date.now()` has it. */
  readonly until?: number;
  readonly standing?: Standing;
}

/** Nobody, and why. */
export interface Nobody {
  readonly refusals: readonly Refusal[];
}

interface Option {
  readonly candidate: Candidate;
  readonly retry: boolean;
  /** Ms until it may be asked. */
  readonly waitMs: number;
  readonly for: string;
  readonly trial: boolean;
  readonly standing: Standing;
}

/** What a choice is made for. */
export interface ChoiceSetup {
  readonly policy: Policy;
  readonly ledger: Ledger;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly request: CommonRequest;
  /** When the call is over, as `Date.now()` has it. */
  readonly deadline: number;
}

/** So far apart, at most, come those who wait for the same rest to end. */
const SPREAD_MS = 500;

/** Chooses among the candidates of one call. */
export class Chooser {
  readonly #setup: ChoiceSetup;
  readonly #past: Past;
  /** Calls that wait for the same rest to end do not all come at once. */
  readonly #spread: number = Math.random() * SPREAD_MS;
  /** What was asked of the best, and is not known yet. */
  #looking: Promise<Standing> | undefined;

  constructor(setup: ChoiceSetup, past: Past) {
    this.#setup = setup;
    this.#past = past;
  }

  /**
   * The best, where it may be asked now and whatever has to be known is at hand, as it is with most calls:
   * without a promise, of which the long way takes nine.
   */
  atOnce(): Pick | undefined {
    const { candidates, ledger } = this.#setup;
    const [candidate] = candidates;
    if (candidate === undefined || candidate.lane.rateLimit !== undefined) return undefined;
    const standing = ledger.look(candidate);
    if (standing instanceof Promise) {
      this.#looking = standing;
      return undefined;
    }
    const option = this.#weighed(candidate, undefined, standing);
    if (option === undefined || !("waitMs" in option)) return undefined;
    if (option.waitMs > 0 || option.trial) return undefined;
    void ledger.earn(candidate, standing);
    return { candidate, why: "first", waitMs: 0, reservations: [], trial: false };
  }

  /**
   * The best that may be asked now; else how long to wait for one; else why there is none. `besides`:
   * who is being asked already; then one is wanted that was not asked yet, at once or not at all.
   */
  async choose(besides?: readonly Candidate[]): Promise<Pick | Wait | Nobody> {
    const { candidates } = this.#setup;
    const refusals: Refusal[] = [];
    const { last } = this.#past;
    if (last !== undefined && !verdictOn(last.error.code).next) return { refusals };
    const later: Option[] = [];
    for (const candidate of candidates) {
      if (besides?.includes(candidate) === true) continue;
      const option = await this.#optionOf(candidate);
      if (option === undefined) continue;
      if (!("waitMs" in option)) refusals.push(option);
      else if (option.waitMs > 0 || option.retry) later.push(option);
      else {
        const taken = await this.#take(option);
        if ("why" in taken) return taken;
        refusals.push(taken);
      }
    }
    if (besides !== undefined) return { refusals };
    return await this.#later(later, refusals);
  }

  async #later(options: readonly Option[], refusals: Refusal[]): Promise<Pick | Wait | Nobody> {
    const soonest = options.toSorted((a, b) => a.waitMs - b.waitMs);
    for (const option of soonest) {
      // What a limit makes wait is reserved at once: who came first goes first.
      if (option.waitMs > 0 && option.for !== ROOM)
        return { waitMs: option.waitMs, for: option.for };
      const taken = await this.#take(option);
      if ("why" in taken) return taken;
      refusals.push(taken);
    }
    return { refusals };
  }

  /** What asking it would mean; undefined: it is not asked any more. */
  async #optionOf(candidate: Candidate): Promise<Option | Refusal | undefined> {
    const { ledger, request } = this.#setup;
    const before = this.#past.sameAs(candidate);
    if (!this.#mayAsk(candidate, before)) return undefined;
    // The best comes first, so what is looked up already is of it.
    const standing = await (this.#looking ?? ledger.look(candidate));
    this.#looking = undefined;
    const quotas = quotasOf(candidate.lane.rateLimit, request);
    const roomAt = quotas.length === 0 ? 0 : await ledger.roomAt(candidate, quotas);
    return this.#weighed(candidate, before, standing, roomAt);
  }

  #weighed(
    candidate: Candidate,
    before: Failed | undefined,
    standing: Standing,
    roomAt = 0,
  ): Option | Refusal | undefined {
    const { policy, deadline } = this.#setup;
    const now = Date.now();
    const shut = shutReason(standing.model, now);
    if (policy.breaker !== undefined && shut !== undefined) {
      return { candidate, ...shut, standing };
    }
    if (before !== undefined && policy.budget !== undefined && !canRetry(standing.account)) {
      return undefined;
    }
    const due = before === undefined ? 0 : before.dueAt - now;
    const rest = this.#restOf(standing, now);
    const room = Math.max(0, roomAt - now);
    const waitMs = Math.max(0, due, rest, room);
    const cause = causeOf(due, rest, room);
    const trial = policy.breaker !== undefined && phaseOf(standing.model, now) === "half-open";
    if (waitMs > policy.maxWaitMs || now + waitMs >= deadline) {
      const reason = `${cause} for ${seconds(waitMs)}`;
      return { candidate, reason, until: now + waitMs, standing };
    }
    return { candidate, retry: before !== undefined, waitMs, for: cause, trial, standing };
  }

  /** Whether asking it, once more or at all, could help. */
  #mayAsk(candidate: Candidate, before: Failed | undefined): boolean {
    if (before === undefined) return !this.#isTooSmall(candidate);
    return before.error.retryable && this.#past.mayRepeat(before.candidate);
  }

  /** A context that is no larger than one that was too small helps nobody. */
  #isTooSmall({ context = Number.POSITIVE_INFINITY }: Candidate): boolean {
    const { last } = this.#past;
    return last?.error.code === "context_length" && context <= (last.candidate.context ?? 0);
  }

  #restOf({ account, access }: Standing, now: number): number {
    const left = Math.max(account.restsUntil, access?.restsUntil ?? 0) - now;
    return left > 0 ? left + this.#spread : 0;
  }

  /** Takes what the attempt needs: the turn of a trial, a retry of the budget, room in the limits. */
  async #take({ candidate, retry, trial, standing }: Option): Promise<Pick | Refusal> {
    const { ledger, policy, request } = this.#setup;
    if (retry && !(await ledger.pay(candidate))) {
      return { candidate };
    }
    if (trial && !(await ledger.tryOut(candidate))) {
      return { candidate, reason: "a trial call is under way" };
    }
    if (!retry) void ledger.earn(candidate, standing);
    const again = this.#past.last === undefined ? "first" : "fallback";
    const why = retry ? "retry" : again;
    const quotas = quotasOf(candidate.lane.rateLimit, request);
    const { at, reservations } = await ledger.reserve(candidate, quotas);
    const waitMs = Math.max(0, at - Date.now());
    if (waitMs > policy.maxWaitMs || at >= this.#setup.deadline) {
      await ledger.settle(reservations, "unused");
      if (trial) await ledger.release(candidate);
      return { candidate, reason: `${ROOM} for ${seconds(waitMs)}`, until: at };
    }
    return { candidate, why, waitMs, reservations, trial };
  }
}

const ROOM = "its limit has no room";

function causeOf(due: number, rest: number, room: number): string {
  if (room >= Math.max(due, rest)) return ROOM;
  return rest > due ? "its key rests" : "it backs off";
}

function shutReason(
  state: ModelState,
  now: number,
): { readonly reason: string; readonly until: number } | undefined {
  const phase = phaseOf(state, now);
  if (phase === "open") {
    const reason = `its breaker is open for ${seconds(state.openUntil - now)}`;
    return { reason, until: state.openUntil };
  }
  if (phase !== "trying") return undefined;
  return { reason: "a trial call is under way", until: state.trialUntil };
}

/** For people. */
function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}

/** For people: who was not asked, and why. */
export function told({ candidate, reason, standing }: Refusal): string {
  const failure = standing?.account.lastRefusal ?? standing?.model.lastFailure;
  const why = failure === undefined ? "" : ` (${failure.code})`;
  return `${labelOf(candidate)}: ${reason}${why}`;
}

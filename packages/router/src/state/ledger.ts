import type { AttemptFailure } from "@g4f/core";

import { verdictOn } from "../engine/verdict.ts";
import type { Listeners } from "../events.ts";
import type { Candidate } from "../lane.ts";
import type { Quota } from "../limiter.ts";
import {
  accepted,
  canRetry,
  earned,
  newAccount,
  refused,
  spent,
  type AccountState,
  type BudgetLimits,
  type CooldownLimits,
} from "./account.ts";
import {
  answered,
  BREAKER_DEFAULTS,
  failed,
  NEW_MODEL,
  phaseOf,
  released,
  succeeded,
  tried,
  type BreakerLimits,
  type ModelState,
} from "./breaker.ts";
import { Records } from "./records.ts";
import type { Eventually, StateStore } from "./store.ts";
import { corrected, firstFit, NEW_WINDOW, reserved, type WindowState } from "./window.ts";

/** What the ledger goes by; undefined: switched off. */
export interface LedgerLimits {
  readonly breaker: BreakerLimits | undefined;
  readonly cooldown: CooldownLimits;
  readonly budget: BudgetLimits | undefined;
  /** A key that upstream sends away for longer rests, whatever the error. */
  readonly maxWaitMs: number;
}

/** What is known of a candidate. */
export interface Standing {
  readonly model: ModelState;
  readonly account: AccountState;
  /** What keeps the account from this one model; undefined: nothing. */
  readonly access: AccountState | undefined;
}

/** A promise of one limit. */
export interface Reservation {
  readonly key: string;
  readonly id: number;
  readonly kind: Quota["kind"];
}

/** The one who reads and writes the state of a route. It never fails a call. */
export class Ledger {
  readonly #records: Records;
  readonly #limits: LedgerLimits;
  readonly #listeners: Listeners;
  readonly #newAccount: AccountState;

  constructor(store: StateStore, limits: LedgerLimits, listeners: Listeners) {
    this.#records = new Records(store, listeners);
    this.#limits = limits;
    this.#listeners = listeners;
    this.#newAccount = newAccount(limits.budget ?? { ratio: 0, floor: 0 });
  }

  /** At once, where the store is in memory. */
  look(candidate: Candidate): Eventually<Standing> {
    const model = this.#records.get<ModelState>(candidate.keys.model);
    const account = this.#records.get<AccountState>(candidate.keys.account);
    const access = this.#records.get<AccountState>(candidate.keys.access);
    if (model instanceof Promise || account instanceof Promise || access instanceof Promise) {
      return Promise.all([model, account, access]).then((all) => this.#standing(...all));
    }
    return this.#standing(model, account, access);
  }

  #standing(
    model: ModelState | undefined,
    account: AccountState | undefined,
    access: AccountState | undefined,
  ): Standing {
    return { model: model ?? NEW_MODEL, account: account ?? this.#newAccount, access };
  }

  /** Whether the caller may make the trial call that a half-open breaker allows. */
  async tryOut(candidate: Candidate): Promise<boolean> {
    let mine = false;
    const now = Date.now();
    await this.#records.update<ModelState>(candidate.keys.model, NEW_MODEL, (state) => {
      mine = phaseOf(state, now) === "half-open";
      return mine ? tried(state, now) : state;
    });
    return mine;
  }

  /** The trial call came to nothing that tells of the provider. */
  async release(candidate: Candidate): Promise<void> {
    await this.#records.update<ModelState>(candidate.keys.model, NEW_MODEL, released);
  }

  /** A call was sent to the account: it earns its share of a retry. */
  earn(candidate: Candidate, { account }: Standing): Eventually<unknown> {
    const { budget } = this.#limits;
    // A full budget stays full: nothing is written.
    if (budget === undefined || account.budget === budget.floor) return undefined;
    return this.#account(candidate, (state) => earned(state, Date.now(), budget));
  }

  /** Whether the account could pay for a retry; if so it has. */
  async pay(candidate: Candidate): Promise<boolean> {
    if (this.#limits.budget === undefined) return true;
    let paid = false;
    await this.#account(candidate, (state) => {
      paid = canRetry(state);
      return paid ? spent(state, Date.now()) : state;
    });
    return paid;
  }

  /** Content came of a trial call: it works again. */
  async content(candidate: Candidate): Promise<void> {
    await this.#records.update<ModelState>(candidate.keys.model, NEW_MODEL, answered);
    this.#tell(candidate, "closed", undefined, 0);
  }

  /** The call ended well; content had come after `latencyMs`. */
  success(candidate: Candidate, latencyMs: number): Eventually<unknown> {
    const { breaker = BREAKER_DEFAULTS } = this.#limits;
    const written = this.#records.update<ModelState>(candidate.keys.model, NEW_MODEL, (state) =>
      succeeded(state, Date.now(), latencyMs, breaker),
    );
    const forgiven = this.#forgive(
      candidate,
      this.#records.get<AccountState>(candidate.keys.account),
    );
    return written instanceof Promise ? Promise.all([written, forgiven]) : forgiven;
  }

  #forgive(candidate: Candidate, known: Eventually<AccountState | undefined>): Eventually<unknown> {
    if (known instanceof Promise) return known.then((account) => this.#forgive(candidate, account));
    return known !== undefined && known.refusals > 0
      ? this.#account(candidate, accepted)
      : undefined;
  }

  /** The attempt failed: whoever is to blame has it written down. */
  async failure(candidate: Candidate, failure: AttemptFailure): Promise<void> {
    const { blames } = verdictOn(failure.code);
    const sentAway = (failure.retryAfterMs ?? 0) > this.#limits.maxWaitMs;
    if (blames === "key" || (sentAway && blames === "model")) await this.#rest(candidate, failure);
    if (blames === "access") await this.#close(candidate, failure);
    if (blames === "model") await this.#count(candidate, failure);
    else await this.#releaseTrial(candidate);
  }

  /** Reserves what a call takes; gives the time from which it may be sent. */
  async reserve(
    candidate: Candidate,
    quotas: readonly Quota[],
  ): Promise<{ readonly at: number; readonly reservations: readonly Reservation[] }> {
    const reservations: Reservation[] = [];
    const now = Date.now();
    let at = now;
    for (const { kind, limit, amount } of quotas) {
      const key = quotaKey(candidate, kind);
      const window = await this.#records.update<WindowState>(key, NEW_WINDOW, (state) =>
        reserved(state, at, amount, limit),
      );
      reservations.push({ key, id: window.nextId - 1, kind });
      at = Math.max(at, window.uses.at(-1)?.at ?? now);
    }
    return { at, reservations };
  }

  /** The time from which a call that takes `quotas` could be sent; nothing is reserved. */
  async roomAt(candidate: Candidate, quotas: readonly Quota[]): Promise<number> {
    const now = Date.now();
    let at = now;
    for (const { kind, limit, amount } of quotas) {
      const state = await this.#records.get<WindowState>(quotaKey(candidate, kind));
      if (state !== undefined) at = Math.max(at, firstFit(state, now, amount, limit));
    }
    return at;
  }

  /** What was reserved turned out to be `tokens` long; `unused`: nothing was sent. */
  async settle(
    reservations: readonly Reservation[],
    outcome: { readonly tokens: number } | "unused",
  ): Promise<void> {
    for (const { key, id, kind } of reservations) {
      if (outcome === "unused") await this.#correct(key, id, 0);
      else if (kind === "tokens") await this.#correct(key, id, outcome.tokens);
    }
  }

  /** A value of the route's own, such as a cached answer. */
  async read(key: string): Promise<unknown> {
    return await this.#records.get(key);
  }

  async write(key: string, value: unknown, ttlMs: number): Promise<void> {
    await this.#records.update(key, undefined, () => value, ttlMs);
  }

  async #correct(key: string, id: number, amount: number): Promise<void> {
    await this.#records.update<WindowState>(key, NEW_WINDOW, (state) =>
      corrected(state, id, amount),
    );
  }

  async #rest(candidate: Candidate, failure: AttemptFailure): Promise<void> {
    const { cooldown } = this.#limits;
    const state = await this.#account(candidate, (account) =>
      refused(account, Date.now(), failure, cooldown),
    );
    this.#tell(candidate, "resting", failure, state.restsUntil);
  }

  /** The model cannot be had here: as if its breaker had opened for as long as it may. */
  async #close(candidate: Candidate, failure: AttemptFailure): Promise<void> {
    const { maxMs } = this.#limits.cooldown;
    const now = Date.now();
    const key = candidate.keys.access;
    await this.#records.update<AccountState>(key, this.#newAccount, (state) =>
      refused(state, now, failure, { baseMs: maxMs, maxMs }),
    );
    this.#tell(candidate, "resting", failure, now + maxMs);
  }

  async #count(candidate: Candidate, failure: AttemptFailure): Promise<void> {
    const { breaker } = this.#limits;
    if (breaker === undefined) return;
    let before = 0;
    const state = await this.#records.update<ModelState>(candidate.keys.model, NEW_MODEL, (old) => {
      before = old.openUntil;
      return failed(old, Date.now(), failure, breaker);
    });
    if (state.openUntil > before) this.#tell(candidate, "open", failure, state.openUntil);
  }

  async #releaseTrial(candidate: Candidate): Promise<void> {
    const state = await this.#records.get<ModelState>(candidate.keys.model);
    if (state !== undefined && state.trialUntil > 0) await this.release(candidate);
  }

  #account(
    candidate: Candidate,
    change: (state: AccountState) => AccountState,
  ): Eventually<AccountState> {
    return this.#records.update(candidate.keys.account, this.#newAccount, change);
  }

  #tell(
    { lane, model }: Candidate,
    state: "open" | "closed" | "resting",
    failure: AttemptFailure | undefined,
    until: number,
  ): void {
    const { name: provider, account } = lane;
    const ofAccount = state === "resting";
    this.#listeners.tell({
      type: "health",
      provider,
      model:
        ofAccount && verdictOn(failure?.code ?? "upstream").blames === "key" ? undefined : model,
      account: ofAccount ? account : undefined,
      state,
      failure,
      until,
    });
  }
}

function quotaKey({ lane }: Candidate, kind: Quota["kind"]): string {
  return `${kind} ${lane.source} ${lane.account ?? ""}`;
}

import type { Attempt as Told, AttemptFailure, CallResult, ProviderError } from "@g4f/core";

import type { CallInfo, Listeners } from "../events.ts";
import { failureOf } from "../failure.ts";
import { tokensOf } from "../limiter.ts";
import type { Ledger } from "../state/ledger.ts";
import type { Attempt } from "./attempt.ts";

/** What happened in one call: told to the reader, to those who listen, and written into the ledger. */
export class Trail {
  readonly began: number = performance.now();
  readonly call: CallInfo;
  readonly #ledger: Ledger;
  readonly #listeners: Listeners;
  readonly #attempts: Attempt[] = [];

  constructor(call: CallInfo, ledger: Ledger, listeners: Listeners) {
    this.call = call;
    this.#ledger = ledger;
    this.#listeners = listeners;
    if (listeners.some) listeners.tell({ type: "call-start", call });
  }

  /** How many requests the call has made. */
  get count(): number {
    return this.#attempts.length;
  }

  /** Every attempt, in order; one still under way has taken as long as it has. */
  get attempts(): readonly Told[] {
    return this.#attempts.map((attempt) => this.#told(attempt));
  }

  #told({ setup, open, began, ms, error }: Attempt): Told {
    const { info, cached } = setup;
    const { provider, account } = info;
    const model = open?.model ?? info.model;
    const afterMs = whole(began - this.began);
    const all = { provider, model, afterMs, ms: whole(ms ?? performance.now() - began) };
    // Most attempts have no more to tell, and each of these costs as much as the rest.
    if (account === undefined && !cached && error === undefined) return all;
    return {
      ...all,
      ...(account === undefined ? {} : { account }),
      ...(cached ? { cached } : {}),
      ...(error === undefined ? {} : { error }),
    };
  }

  waits(ms: number, cause: string): void {
    if (!this.#listeners.some) return;
    this.#listeners.tell({ type: "wait", call: this.call, ms, for: cause });
  }

  begins(attempt: Attempt): void {
    this.#attempts.push(attempt);
    if (!this.#listeners.some) return;
    this.#listeners.tell({ type: "attempt-start", call: this.call, attempt: attempt.setup.info });
  }

  /** The attempt has its first content. */
  content(attempt: Attempt): void {
    const ms = performance.now() - attempt.began;
    attempt.latencyMs = ms;
    const { info, candidate, trial } = attempt.setup;
    if (this.#listeners.some) {
      this.#listeners.tell({ type: "attempt-content", call: this.call, attempt: info, ms });
    }
    if (trial) void this.#ledger.content(candidate);
  }

  /** The attempt failed, alone or with the call. Each is told of once. */
  async fails(attempt: Attempt, error: ProviderError): Promise<void> {
    const failure = failureOf(error);
    if (!this.#ends(attempt, failure)) return;
    const { candidate, trial, cached } = attempt.setup;
    if (cached) return;
    if (error.code !== "aborted") await this.#ledger.failure(candidate, failure);
    else if (trial) await this.#ledger.release(candidate);
  }

  /** The attempt answered, and with it the call. */
  answers(attempt: Attempt, result: CallResult): void {
    if (!this.#ends(attempt, undefined)) return;
    const { candidate, reservations, cached } = attempt.setup;
    if (cached) return;
    void this.#ledger.success(candidate, attempt.latencyMs ?? 0);
    if (reservations.length === 0) return;
    const tokens = tokensOf(result.usage);
    if (tokens !== undefined) void this.#ledger.settle(reservations, { tokens });
  }

  /** The call is over. */
  ends(outcome: { readonly result: CallResult } | { readonly error: ProviderError }): void {
    if (!this.#listeners.some) return;
    const ms = performance.now() - this.began;
    this.#listeners.tell({ type: "call-end", call: this.call, ms, ...outcome });
  }

  #ends(attempt: Attempt, error: AttemptFailure | undefined): boolean {
    if (attempt.ms !== undefined) return false;
    const ms = performance.now() - attempt.began;
    attempt.ms = ms;
    attempt.error = error;
    if (this.#listeners.some) {
      const failed = error === undefined ? {} : { error };
      const { info } = attempt.setup;
      this.#listeners.tell({ type: "attempt-end", call: this.call, attempt: info, ms, ...failed });
    }
    return true;
  }
}

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}

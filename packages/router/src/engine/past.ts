import type { ProviderError } from "@g4f/core";

import type { Candidate } from "../lane.ts";
import type { Policy } from "../policy.ts";
import { delayOf } from "./backoff.ts";
import { isOfKey } from "./verdict.ts";

/** An attempt of this call that failed. */
export interface Failed {
  readonly candidate: Candidate;
  readonly error: ProviderError;
  /** When its target may be asked again, as `Date.now()` has it. */
  readonly dueAt: number;
}

/** What became of the attempts of one call. */
export class Past {
  readonly #policy: Policy;
  readonly #failed: Failed[] = [];
  #retries = 0;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  get last(): Failed | undefined {
    return this.#failed.at(-1);
  }

  /** An attempt failed. Its back-off is drawn here, once. */
  add(candidate: Candidate, error: ProviderError): void {
    const before = this.#at(candidate).length;
    if (before > 0) this.#retries++;
    const wait = delayOf(this.#retries, this.#policy.backoff, error.retryAfterMs);
    this.#failed.push({ candidate, error, dueAt: Date.now() + wait });
  }

  /**
   * The failure that asking `candidate` would be a retry of; undefined: asking it is none. The keys of
   * one source stand for each other, but where the key itself was refused.
   */
  sameAs(candidate: Candidate): Failed | undefined {
    return this.#at(candidate).at(-1);
  }

  /** Whether the policy allows one more request to this target. */
  mayRepeat(candidate: Candidate): boolean {
    return this.#at(candidate).length < this.#policy.attemptsPerTarget;
  }

  #at({ lane, model }: Candidate): readonly Failed[] {
    return this.#failed.filter(({ candidate: other, error }) => {
      if (other.model !== model || other.lane.source !== lane.source) return false;
      return other.lane.account === lane.account || !isOfKey(error);
    });
  }
}

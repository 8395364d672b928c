import type { Step } from "./call-plan.ts";

/** The two ends of a pull: one of them is called, once. */
export interface PullEnds {
  readonly resolve: (step: Step) => void;
  readonly reject: (error: unknown) => void;
}

const NO_PULL: Promise<unknown> = Promise.resolve();

/**
 * The pull that a reader waits for. There is one at a time, and anybody may settle it; pulls that
 * overlap are answered in turn.
 */
export class PendingPull {
  #resolve: ((step: Step) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  #last = NO_PULL;
  /** How many wait for their turn. */
  #queued = 0;

  /** Whether a reader waits for its step. */
  get waiting(): boolean {
    return this.#resolve !== undefined;
  }

  /** Whether a further pull has to wait for its turn. */
  get busy(): boolean {
    return this.#resolve !== undefined || this.#queued > 0;
  }

  /** What a reader waits for until `deliver` or the ends that were taken settle it. */
  begin(): Promise<Step> {
    const pull = new Promise<Step>(this.#capture);
    // Whoever waits in line has the later promise there; the next in line must queue behind it.
    if (this.#queued === 0) this.#last = pull;
    return pull;
  }

  /** Pulls once all that pulled before are answered. */
  inTurn(pull: () => Promise<Step>): Promise<Step> {
    this.#queued++;
    const turn = (): Promise<Step> => {
      this.#queued--;
      return pull();
    };
    const later = this.#last.then(turn, turn);
    this.#last = later;
    return later;
  }

  /** Answers the reader, if one waits. */
  deliver(step: Step): void {
    const resolve = this.#resolve;
    this.#forget();
    resolve?.(step);
  }

  /** Leaves it to the taker to answer the reader; undefined where none waits. */
  take(): PullEnds | undefined {
    const resolve = this.#resolve;
    const reject = this.#reject;
    this.#forget();
    return resolve === undefined || reject === undefined ? undefined : { resolve, reject };
  }

  // Made once: a closure per token would cost as much as the rest of a pull.
  readonly #capture = (resolve: (step: Step) => void, reject: (error: unknown) => void): void => {
    this.#resolve = resolve;
    this.#reject = reject;
  };

  #forget(): void {
    this.#resolve = undefined;
    this.#reject = undefined;
  }
}

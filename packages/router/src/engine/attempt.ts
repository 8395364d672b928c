import {
  ProviderError,
  type AttemptFailure,
  type Chunk,
  type FinishPart,
  type Part,
} from "@g4f/core";
import {
  CallEnd,
  checkChunk,
  Cleanups,
  isEmpty,
  mapError,
  Recorder,
  type CallPlan,
  type Hook,
  type OpenCall,
} from "@g4f/core/engine";

import type { AttemptInfo } from "../events.ts";
import type { Candidate } from "../lane.ts";
import type { Reservation } from "../state/ledger.ts";

/** A provider's own call begins no other. */
const ignore = (): void => {};

/** How an attempt came about. */
export interface AttemptSetup {
  readonly candidate: Candidate;
  readonly info: AttemptInfo;
  readonly plan: CallPlan;
  readonly reservations: readonly Reservation[];
  /** It is the one call that a half-open breaker lets through. */
  readonly trial: boolean;
  /** Its answer comes out of the cache. */
  readonly cached: boolean;
}

/** One try at one provider, until its first content: from there on its hook is read directly. */
export class Attempt {
  readonly setup: AttemptSetup;
  readonly began: number = performance.now();
  /** Ms to the first content. */
  latencyMs: number | undefined;
  /** Ms that it took, once it is over. */
  ms: number | undefined;
  /** What it failed with. */
  error: AttemptFailure | undefined;
  #open: OpenCall | undefined;
  #hook: Hook | undefined;
  /** Ends the pull that is pending; gone once that was done. */
  #reject: ((error: unknown) => void) | undefined;
  #begun = false;
  readonly #prelude: Part[] = [];
  readonly #end = new CallEnd();
  readonly #cleanups = new Cleanups();
  /** Made with the first part: most answers are text from the begin. */
  #record: Recorder | undefined;
  #text = "";

  constructor(setup: AttemptSetup) {
    this.setup = setup;
  }

  /** The call, once it was prepared. */
  get open(): OpenCall | undefined {
    return this.#open;
  }

  /** What is read once content came. @throws TypeError before it began. */
  get hook(): Hook {
    if (this.#hook === undefined) throw new TypeError("the attempt has not begun");
    return this.#hook;
  }

  /** Whether it was pulled. */
  get begun(): boolean {
    return this.#begun;
  }

  /**
   * The next chunk that says something; a hook that is done says `finish`, where that proves the end. The
   * first pull prepares the call and starts the hook.
   */
  next(): Promise<Chunk> {
    this.#begun = true;
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#read().then(resolve, reject);
    });
  }

  // One promise around all that a pull waits for: one around each step cost more than the steps.
  async #read(): Promise<Chunk> {
    if (this.#hook === undefined) this.#start(await this.setup.plan.open(this.#end));
    const early = this.#prelude.shift();
    if (early !== undefined) return early;
    for (;;) {
      const step = await this.hook.next();
      const chunk = step.done === true ? this.#ending() : step.value;
      if (typeof chunk === "string") {
        if (chunk === "") continue;
        this.#text += chunk;
        return chunk;
      }
      checkChunk(chunk);
      if (isEmpty(chunk)) continue;
      this.#recorder().add(chunk);
      return chunk;
    }
  }

  /** Ends a pending `next` with `error`. */
  fail(error: ProviderError): void {
    const reject = this.#reject;
    this.#reject = undefined;
    reject?.(error);
  }

  /** Leaves the clean-ups to the call of which this attempt is the answer. */
  handOver(defer: Parameters<Cleanups["handOver"]>[0]): void {
    this.#cleanups.handOver(defer);
  }

  /** Whatever was thrown as the error of this attempt. */
  mapped(thrown: unknown): ProviderError {
    const redact = this.#open?.redact ?? ((text: string) => text);
    return mapError(thrown, {
      provider: this.setup.info.provider,
      committed: false,
      partial: this.#recorder().partial(redact),
      redact,
      hint: this.#open?.hint,
    });
  }

  /** Aborts what is still at work. */
  cut(reason: unknown): void {
    this.#end.abort(reason);
  }

  /** Ends an attempt that did not answer; resolves when nothing of it is left. */
  async discard(error: ProviderError): Promise<void> {
    const open = this.#open;
    const drained = open?.end(false);
    this.#end.abort(error);
    void this.unwind();
    for (const failure of await this.#cleanups.run(open, this.setup.plan.limits.cleanup)) {
      open?.warn(failure);
    }
    await drained;
  }

  async unwind(): Promise<void> {
    try {
      await this.#hook?.return(undefined);
    } catch {
      // It is over, and what it came to is told.
    }
  }

  #recorder(): Recorder {
    this.#record ??= new Recorder();
    this.#record.text = this.#text;
    return this.#record;
  }

  #start(open: OpenCall): void {
    if (this.#reject === undefined || this.#end.aborted) {
      void open.end(false);
      throw new ProviderError("aborted", "the attempt was over before it was prepared");
    }
    this.#open = open;
    this.#prelude.push(...open.prelude);
    this.#hook = open.start((cleanup) => this.#cleanups.add(cleanup), ignore, ignore);
  }

  #ending(): FinishPart {
    const reason = this.#open?.endReason();
    if (reason !== undefined) return { type: "finish", reason };
    const message = "the stream ended before the provider's end marker";
    throw new ProviderError("truncated", message, { phase: "first_event", retryable: true });
  }
}

import { CallEnd } from "./call-end.ts";
import type { CallPlan } from "./call-plan.ts";
import { Cleanups } from "./cleanups.ts";
import type { ProviderError } from "./errors.ts";
import type { Hook, OpenCall } from "./open-call.ts";
import type { Recorder } from "./record.ts";
import type { CallResult } from "./result.ts";

/** Made once: with the stack of its own it would take longer than all the rest of an end. */
const OVER = new DOMException("the call is over", "AbortError");

const NOT_BEGUN: Promise<void> = Promise.resolve();

/** How far a call had come when it ended, and with what. */
interface Ended {
  readonly open: OpenCall | undefined;
  readonly hook: Hook | undefined;
  /** Undefined: the answer is complete. */
  readonly error: ProviderError | undefined;
}

/** The end of one call: what has to be let go of, and the promises that tell of it. */
export class Teardown {
  readonly cleanups: Cleanups = new Cleanups();
  /** Tells those at work in the call: of a failure at once, of a good end when all is let go of. */
  readonly end: CallEnd = new CallEnd();
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  readonly #plan: CallPlan;
  readonly #record: Recorder;
  readonly #settled = Promise.withResolvers<CallResult>();
  readonly #whenClosed = Promise.withResolvers<void>();
  #cleaned = NOT_BEGUN;

  constructor(plan: CallPlan, record: Recorder) {
    this.#plan = plan;
    this.#record = record;
    this.result = this.#settled.promise;
    this.closed = this.#whenClosed.promise;
    // Whoever reads the stream is told there; `.result` is for those who ask.
    this.result.catch(() => {});
  }

  /** Resolves when the clean-ups are done or were cut; never rejects. */
  get cleaned(): Promise<void> {
    return this.#cleaned;
  }

  /** Starts all that has to be done; nothing here waits. Called once. */
  begin(ended: Ended): void {
    const { open, hook, error } = ended;
    const drained = Promise.resolve(open?.end(error === undefined));
    if (error !== undefined) this.end.abort(error);
    // A hook that is stuck never returns: its unwinding is not waited for.
    void unwind(hook);
    this.#cleaned = this.cleanups
      .run(open, this.#plan.limits.cleanup)
      .then((failures) => this.#afterCleanup(ended, failures));
    void this.#close(drained);
    if (error !== undefined) this.#settled.reject(error);
  }

  async #close(drained: Promise<void>): Promise<void> {
    await Promise.all([this.#cleaned, drained]);
    this.end.abort(OVER);
    this.#whenClosed.resolve();
  }

  #afterCleanup({ open, error }: Ended, failures: readonly string[]): void {
    this.#record.warnings.push(...failures);
    for (const failure of failures) open?.warn(failure);
    if (error === undefined) this.#settled.resolve(this.#resultOf(open));
  }

  #resultOf(open: OpenCall | undefined): CallResult {
    const result = this.#record.result(open?.provider ?? this.#plan.provider, open?.model ?? "");
    return open?.route?.finished(result) ?? result;
  }
}

async function unwind(hook: Hook | undefined): Promise<void> {
  try {
    await hook?.return(undefined);
  } catch {
    // The call is over, and what it came to is told. A hook that is no generator may have no `return`.
  }
}

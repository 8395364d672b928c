import { CallEnd } from "./call-end.ts";
import type { CallPlan, Step } from "./call-plan.ts";
import type { Chunk, FinishPart, Part } from "./chunk.ts";
import { Cleanups } from "./cleanups.ts";
import { ProviderError, type ErrorPhase } from "./errors.ts";
import { expiryError, type Expiry } from "./expiry.ts";
import { mapError } from "./map-error.ts";
import type { Hook, OpenCall } from "./open-call.ts";
import { CONTENT, NO_PROGRESS } from "./part-kinds.ts";
import { checkChunk, isEmpty, Recorder } from "./record.ts";
import type { CallResult } from "./result.ts";
import { shown } from "./shown.ts";
import { Watch, type Limits, type Progress } from "./watch.ts";

const DONE: Step = { done: true, value: undefined };
/** Made once: with the stack of its own it would take longer than all the rest of an end. */
const OVER = new DOMException("the call is over", "AbortError");

/**
 * The life of one call, as a pull engine. Each pull is one promise of ours around one `next()` of the
 * hook, so that abort, deadlines and `stop()` can settle it whatever the hook does.
 */
export class Call implements Progress {
  progress = 0;
  pulls = 0;
  queued = false;
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  readonly #plan: CallPlan;
  readonly #record = new Recorder();
  readonly #cleanups = new Cleanups();
  readonly #settled = Promise.withResolvers<CallResult>();
  readonly #whenClosed = Promise.withResolvers<void>();
  readonly #end = new CallEnd();
  #textOnly = false;
  #opened = false;
  #over = false;
  #committed = false;
  #open: OpenCall | undefined;
  #hook: Hook | undefined;
  #prelude: Part[] = [];
  #watch: Watch | undefined;
  #cleaned: Promise<void> = Promise.resolve();
  #resolve: ((step: Step) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #queuedPulls = 0;
  #untold: ProviderError | undefined;

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.result = this.#settled.promise;
    this.closed = this.#whenClosed.promise;
    // Whoever reads the stream is told there; `.result` is for those who ask.
    this.result.catch(() => {});
  }

  get phase(): ErrorPhase {
    if (this.progress > 0) return "stream";
    return this.queued ? "queue" : (this.#open?.phase() ?? "prepare");
  }

  get pulling(): boolean {
    return this.#resolve !== undefined;
  }

  /** Leaves out everything but text from now on. */
  textOnly(): void {
    this.#textOnly = true;
  }

  /** Keeps no text from now on. */
  forgetText(): void {
    this.#record.keepsText = false;
  }

  /** The next chunk. Pulls that overlap are answered in turn. */
  pull(): Promise<Step> {
    if (this.#resolve !== undefined || this.#queuedPulls > 0) return this.#pullLater();
    return this.#pullNow();
  }

  #pullLater(): Promise<Step> {
    this.#queuedPulls++;
    const turn = (): Promise<Step> => {
      this.#queuedPulls--;
      return this.#pullNow();
    };
    const later = this.#last.then(turn, turn);
    this.#last = later;
    return later;
  }

  #pullNow(): Promise<Step> {
    if (this.#over) return this.#afterwards();
    this.pulls++;
    const ready = this.#prelude.length === 0 ? this.#hook?.take?.() : undefined;
    if (typeof ready === "string" && ready !== "") {
      this.#hear(ready);
      return Promise.resolve({ done: false, value: ready });
    }
    const pull = new Promise<Step>(this.#capture);
    // Whoever waits in line has the later promise there; the next in line must queue behind it.
    if (this.#queuedPulls === 0) this.#last = pull;
    if (ready !== undefined) this.#onStep({ done: false, value: ready });
    else if (this.#hook === undefined) this.#begin();
    else this.#advance(this.#hook);
    return pull;
  }

  /** What a pull gets when all is over: the error that nobody was there to be told of, else done. */
  #afterwards(): Promise<Step> {
    const untold = this.#untold;
    this.#untold = undefined;
    return untold === undefined ? this.#cleaned.then(() => DONE) : Promise.reject(untold);
  }

  /** Ends the call: a pending pull is done at once, upstream is cut, the clean-up awaited. */
  async stop(): Promise<void> {
    if (!this.#over) {
      this.#deliver(DONE);
      this.#fail(
        new ProviderError("aborted", "the reader left before the end", { phase: "close" }),
      );
    }
    this.#untold = undefined;
    await this.#cleaned;
  }

  // Made once: a closure per token would cost as much as the rest of a pull.
  readonly #capture = (resolve: (step: Step) => void, reject: (error: unknown) => void): void => {
    this.#resolve = resolve;
    this.#reject = reject;
  };

  #begin(): void {
    if (this.#opened) return;
    this.#opened = true;
    const { signal } = this.#plan;
    if (signal?.aborted === true) return this.#onAbort();
    signal?.addEventListener("abort", this.#onAbort);
    this.#watch = new Watch(this.#plan.limits, this, this.#onExpiry);
    this.#plan.open(this.#end).then(this.#onOpen, this.#onFail);
  }

  readonly #onOpen = (open: OpenCall): void => {
    if (this.#over) return void open.end(false);
    this.#open = open;
    this.#prelude = [...open.prelude];
    try {
      this.#hook = open.start(
        (cleanup) => this.#cleanups.add(cleanup),
        (limits) => this.#restart(limits),
        (hook) => void (this.#hook = hook),
      );
    } catch (thrown) {
      return this.#fail(thrown);
    }
    this.#advance(this.#hook);
  };

  /** A policy makes another attempt: nothing of the last one is left but its warnings. */
  #restart(limits: Limits): void {
    this.#watch?.restart(limits);
    this.#record.restart();
    this.progress = 0;
    this.queued = false;
  }

  #advance(hook: Hook): void {
    const early = this.#prelude.shift();
    if (early !== undefined) return this.#onStep({ done: false, value: early });
    // A hook may be any object with `next`; a native one never throws here.
    try {
      hook.next().then(this.#onStep, this.#onFail);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  readonly #onStep = (step: IteratorResult<Chunk, unknown>): void => {
    if (this.#over) return;
    if (step.done === true) return this.#onEnd();
    const chunk = step.value;
    if (typeof chunk !== "string") return this.#onPart(chunk);
    if (chunk === "") return this.#again();
    this.#hear(chunk);
    this.#deliver(step);
  };

  #hear(text: string): void {
    this.#record.hear(text);
    this.#committed = true;
    this.progress++;
  }

  #onPart(given: Chunk): void {
    let chunk: Part;
    try {
      checkChunk(given);
      chunk = this.#ours(given);
      if (isEmpty(chunk)) return this.#again();
      this.#record.add(chunk);
    } catch (thrown) {
      return this.#fail(thrown);
    }
    if (CONTENT.has(chunk.type)) this.#committed = true;
    if (!NO_PROGRESS.has(chunk.type)) this.progress++;
    if (chunk.type === "queue") this.queued = true;
    if (chunk.type === "finish") return this.#onFinish(chunk);
    const raw = this.#open?.raw === true;
    const value = shown(chunk, { textOnly: this.#textOnly, raw });
    if (value === undefined) this.#again();
    else this.#deliver({ done: false, value });
  }

  #ours(part: Part): Part {
    const route = this.#open?.route;
    if (route === undefined || part.type !== "conversation") return part;
    return { type: "conversation", conversation: route.conversation(part.conversation) };
  }

  #again(): void {
    if (this.#hook !== undefined) this.#advance(this.#hook);
  }

  /** The hook is done without having said why: good only where the end of the body is the proof. */
  #onEnd(): void {
    const reason = this.#open?.endReason();
    if (reason !== undefined) return this.#onPart({ type: "finish", reason });
    const phase = this.#committed ? "stream" : "first_event";
    const message = "the stream ended before the provider's end marker";
    this.#fail(new ProviderError("truncated", message, { phase, retryable: true }));
  }

  #onFinish(part: FinishPart): void {
    const resolve = this.#resolve;
    this.#forget();
    this.#close(true);
    if (this.#textOnly) void this.#cleaned.then(() => resolve?.(DONE));
    else resolve?.({ done: false, value: part });
  }

  #deliver(step: Step): void {
    const resolve = this.#resolve;
    this.#forget();
    resolve?.(step);
  }

  #forget(): void {
    this.#resolve = undefined;
    this.#reject = undefined;
  }

  readonly #onFail = (thrown: unknown): void => {
    if (!this.#over) this.#fail(thrown);
  };

  readonly #onAbort = (): void => {
    const cause: unknown = this.#plan.signal?.reason;
    this.#fail(
      new ProviderError("aborted", "the call was aborted by its signal", {
        phase: this.phase,
        ...(cause instanceof Error ? { cause } : {}),
      }),
    );
  };

  readonly #onExpiry = (expiry: Expiry): void => {
    const error = expiryError(expiry);
    if (expiry.limit === "unread") this.#open?.warn(error.message);
    const final = expiry.limit === "unread" || expiry.limit === "total";
    if (final || this.#open?.route?.recovers(error) !== true) this.#fail(error);
  };

  #fail(thrown: unknown): void {
    const redact = this.#open?.redact ?? ((text: string) => text);
    const mapped = mapError(thrown, {
      provider: this.#open?.provider ?? this.#plan.provider,
      committed: this.#committed,
      partial: this.#record.partial(redact),
      redact,
      hint: this.#open?.hint,
    });
    const error = this.#open?.route?.failed(mapped) ?? mapped;
    const reject = this.#reject;
    this.#forget();
    this.#close(false, error);
    this.#settled.reject(error);
    // Between two pulls there is nobody to tell: a loop must not end as if all were well.
    if (reject === undefined) this.#untold = error;
    else reject(error);
  }

  /** Runs once, at any end. Starts what has to be cleaned up; nothing here waits. */
  #close(good: boolean, error?: ProviderError): void {
    this.#over = true;
    this.#watch?.stop();
    this.#plan.signal?.removeEventListener("abort", this.#onAbort);
    const drained = Promise.resolve(this.#open?.end(good));
    if (!good) this.#end.abort(error);
    // A hook that is stuck never returns: its unwinding is not waited for.
    void this.#unwind();
    this.#cleaned = this.#cleanups
      .run(this.#open, this.#plan.limits.cleanup)
      .then((failures) => this.#afterCleanup(good, failures));
    void this.#settleClosed(drained);
  }

  async #unwind(): Promise<void> {
    try {
      await this.#hook?.return(undefined);
    } catch {
      // The call is over, and what it came to is told. A hook that is no generator may have no `return`.
    }
  }

  async #settleClosed(drained: Promise<void>): Promise<void> {
    await Promise.all([this.#cleaned, drained]);
    this.#end.abort(OVER);
    this.#whenClosed.resolve();
  }

  #afterCleanup(good: boolean, failures: readonly string[]): void {
    this.#record.warnings.push(...failures);
    for (const failure of failures) this.#open?.warn(failure);
    if (good) this.#settled.resolve(this.#result());
  }

  #result(): CallResult {
    const provider = this.#open?.provider ?? this.#plan.provider;
    const result = this.#record.result(provider, this.#open?.model ?? "");
    return this.#open?.route?.finished(result) ?? result;
  }
}

import type { CallPlan, Step } from "./call-plan.ts";
import type { Chunk, FinishPart, Part } from "./chunk.ts";
import { abortError, leftError, truncatedError } from "./ended-early.ts";
import type { ErrorPhase, ProviderError } from "./errors.ts";
import { expiryError, type Expiry } from "./expiry.ts";
import { Heard } from "./heard.ts";
import { mapError } from "./map-error.ts";
import type { Hook, OpenCall } from "./open-call.ts";
import { PendingPull } from "./pending-pull.ts";
import { checkChunk, isEmpty } from "./record.ts";
import type { CallResult } from "./result.ts";
import { shown } from "./shown.ts";
import { Teardown } from "./teardown.ts";
import { Watch, type Limits, type Progress } from "./watch.ts";

const DONE: Step = { done: true, value: undefined };

/**
 * The life of one call, as a pull engine. Each pull is one promise of ours around one `next()` of the
 * hook, so that abort, deadlines and `stop()` can settle it whatever the hook does. Here is what happens
 * when; who waits is in `PendingPull`, what has come in `Heard`, what is left to do in `Teardown`.
 */
export class Call implements Progress {
  pulls = 0;
  readonly result: Promise<CallResult>;
  readonly closed: Promise<void>;
  readonly #plan: CallPlan;
  readonly #pending = new PendingPull();
  readonly #heard = new Heard();
  readonly #teardown: Teardown;
  #textOnly = false;
  #opened = false;
  #over = false;
  #open: OpenCall | undefined;
  #hook: Hook | undefined;
  #prelude: Part[] = [];
  #watch: Watch | undefined;
  #untold: ProviderError | undefined;

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#teardown = new Teardown(plan, this.#heard.record);
    this.result = this.#teardown.result;
    this.closed = this.#teardown.closed;
  }

  get progress(): number {
    return this.#heard.progress;
  }

  get queued(): boolean {
    return this.#heard.queued;
  }

  get phase(): ErrorPhase {
    if (this.progress > 0) return "stream";
    return this.queued ? "queue" : (this.#open?.phase() ?? "prepare");
  }

  get pulling(): boolean {
    return this.#pending.waiting;
  }

  /** Leaves out everything but text from now on. */
  textOnly(): void {
    this.#textOnly = true;
  }

  /** Keeps no text from now on. */
  forgetText(): void {
    this.#heard.record.keepsText = false;
  }

  /** The next chunk. Pulls that overlap are answered in turn. */
  pull(): Promise<Step> {
    if (this.#pending.busy) return this.#pending.inTurn(() => this.#pullNow());
    return this.#pullNow();
  }

  /** Takes in the text that is at hand: who waits for the whole needs no promise for each piece. */
  hearAtHand(): void {
    const hook = this.#hook;
    if (this.#over || this.#prelude.length > 0 || hook?.takeText === undefined) return;
    for (let text = hook.takeText(); text !== undefined; text = hook.takeText()) {
      this.#heard.text(text);
    }
  }

  #pullNow(): Promise<Step> {
    if (this.#over) return this.#afterwards();
    this.pulls++;
    const ready = this.#prelude.length === 0 ? this.#hook?.take?.() : undefined;
    if (typeof ready === "string" && ready !== "") {
      this.#heard.text(ready);
      return Promise.resolve({ done: false, value: ready });
    }
    const pull = this.#pending.begin();
    if (ready !== undefined) this.#onStep({ done: false, value: ready });
    else if (this.#hook === undefined) this.#begin();
    else this.#advance(this.#hook);
    return pull;
  }

  /** What a pull gets when all is over: the error that nobody was there to be told of, else done. */
  #afterwards(): Promise<Step> {
    const untold = this.#untold;
    this.#untold = undefined;
    return untold === undefined ? this.#teardown.cleaned.then(() => DONE) : Promise.reject(untold);
  }

  /** Ends the call: a pending pull is done at once, upstream is cut, the clean-up awaited. */
  async stop(): Promise<void> {
    if (!this.#over) {
      this.#pending.deliver(DONE);
      this.#fail(leftError());
    }
    this.#untold = undefined;
    await this.#teardown.cleaned;
  }

  #begin(): void {
    if (this.#opened) return;
    this.#opened = true;
    const { signal } = this.#plan;
    if (signal?.aborted === true) return this.#onAbort();
    signal?.addEventListener("abort", this.#onAbort);
    this.#watch = new Watch(this.#plan.limits, this, this.#onExpiry);
    this.#plan.open(this.#teardown.end).then(this.#onOpen, this.#onFail);
  }

  readonly #onOpen = (open: OpenCall): void => {
    if (this.#over) return void open.end(false);
    this.#open = open;
    this.#prelude = [...open.prelude];
    try {
      this.#hook = open.start(
        (cleanup) => this.#teardown.cleanups.add(cleanup),
        (limits) => this.#restart(limits),
        (hook) => void (this.#hook = hook),
      );
    } catch (thrown) {
      return this.#fail(thrown);
    }
    this.#advance(this.#hook);
  };

  #restart(limits: Limits): void {
    this.#watch?.restart(limits);
    this.#heard.restart();
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
    this.#heard.text(chunk);
    this.#pending.deliver(step);
  };

  #onPart(given: Chunk): void {
    let chunk: Part;
    try {
      checkChunk(given);
      chunk = this.#ours(given);
      if (isEmpty(chunk)) return this.#again();
      this.#heard.part(chunk);
    } catch (thrown) {
      return this.#fail(thrown);
    }
    if (chunk.type === "finish") return this.#onFinish(chunk);
    const raw = this.#open?.raw === true;
    const value = shown(chunk, { textOnly: this.#textOnly, raw });
    if (value === undefined) this.#again();
    else this.#pending.deliver({ done: false, value });
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
    this.#fail(truncatedError(this.#heard.committed));
  }

  #onFinish(part: FinishPart): void {
    const reader = this.#pending.take();
    this.#close();
    if (this.#textOnly) void this.#teardown.cleaned.then(() => reader?.resolve(DONE));
    else reader?.resolve({ done: false, value: part });
  }

  readonly #onFail = (thrown: unknown): void => {
    if (!this.#over) this.#fail(thrown);
  };

  readonly #onAbort = (): void => {
    this.#fail(abortError(this.#plan.signal, this.phase));
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
      committed: this.#heard.committed,
      partial: this.#heard.record.partial(redact),
      redact,
      hint: this.#open?.hint,
    });
    const error = this.#open?.route?.failed(mapped) ?? mapped;
    const reader = this.#pending.take();
    this.#close(error);
    // Between two pulls there is nobody to tell: a loop must not end as if all were well.
    if (reader === undefined) this.#untold = error;
    else reader.reject(error);
  }

  /** Runs once, at any end; without an error the answer is complete. */
  #close(error?: ProviderError): void {
    this.#over = true;
    this.#watch?.stop();
    this.#plan.signal?.removeEventListener("abort", this.#onAbort);
    this.#teardown.begin({ open: this.#open, hook: this.#hook, error });
  }
}

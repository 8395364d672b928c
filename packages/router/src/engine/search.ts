import type { CallRequest, Chunk, Cleanup, Part, ProviderError } from "@g4f/core";
import { CONTENT, type Hook, type Limits, type Step } from "@g4f/core/engine";

import type { Cache, CacheHit } from "../cache/cache.ts";
import { Tape } from "../cache/tape.ts";
import type { Candidate } from "../lane.ts";
import type { HedgeOptions, Policy } from "../policy.ts";
import type { Ledger } from "../state/ledger.ts";
import { withDeadlines } from "../timeouts.ts";
import type { Attempt } from "./attempt.ts";
import { Chooser, type Nobody, type Pick, type Wait } from "./choose.ts";
import { Continuation } from "./continuation.ts";
import { giveUp } from "./give-up.ts";
import { contest } from "./hedge.ts";
import { newAttempt, tellOf, type Chosen } from "./new-attempt.ts";
import { Past } from "./past.ts";
import { Pause } from "./pause.ts";
import type { Thread } from "./thread.ts";
import type { Trail } from "./trail.ts";

/** What a search works with. */
export interface SearchSetup {
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly trail: Trail;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly request: CallRequest;
  readonly thread: Thread | undefined;
  readonly cache: Cache | undefined;
  /** When the call is over, as `Date.now()` has it. */
  readonly deadline: number;
}

/** What the engine of the call lends to its hook. */
export interface Engine {
  readonly defer: (cleanup: Cleanup) => void;
  readonly restart: (limits: Limits) => void;
  readonly become: (hook: Hook) => void;
}

const NO_ENGINE: Engine = { defer: () => {}, restart: () => {}, become: () => {} };
const DONE: Step = { done: true, value: undefined };

/**
 * The one loop: asks one target after the other until one has content, and is from then on nothing but
 * the hook of that target.
 */
export class Search implements Hook {
  readonly #setup: SearchSetup;
  readonly #pause = new Pause();
  #running: Attempt[] = [];
  readonly #early: Chunk[] = [];
  readonly #tape: Tape | undefined;
  readonly #continuation: Continuation | undefined;
  readonly #past: Past;
  readonly #chooser: Chooser;
  #engine: Engine = NO_ENGINE;
  #request: CallRequest;
  #current: Attempt | undefined;
  #opened: Attempt | undefined;
  #committed = false;
  #over = false;

  constructor(setup: SearchSetup) {
    this.#setup = setup;
    const { policy, request, cache } = setup;
    this.#request = withDeadlines(request, policy.timeouts);
    this.#tape = cache === undefined ? undefined : new Tape(cache.maxCharacters);
    this.#continuation = policy.continuation ? new Continuation() : undefined;
    this.#past = new Past(policy);
    this.#chooser = new Chooser(setup, this.#past);
  }

  /** Chooses who is asked first, where nobody has to be waited for; gives what is told of it. */
  chooseAtOnce(): readonly Part[] {
    const pick = this.#setup.cache === undefined ? this.#chooser.atOnce() : undefined;
    return pick === undefined ? [] : [this.#take(pick)];
  }

  /** The engine is there: from now on it may be pulled. */
  start(engine: Engine): void {
    this.#engine = engine;
  }

  /** The attempt that answers, or is under way. */
  get current(): Attempt | undefined {
    return this.#current;
  }

  /** The last one that left clean-ups to the call. */
  get opened(): Attempt | undefined {
    return this.#opened;
  }

  get committed(): boolean {
    return this.#committed;
  }

  get waiting(): boolean {
    return this.#pause.waiting;
  }

  /** What the answer consisted of, where it is to be kept. */
  get kept(): readonly Chunk[] | undefined {
    return this.#tape?.chunks;
  }

  /** Ends it: a wait is over at once. */
  async return(): Promise<Step> {
    this.#over = true;
    this.#pause.end();
    if (this.#committed) await this.#current?.unwind();
    return DONE;
  }

  /** A limit of the attempt ran out: whether there is something left to do. */
  recovers(error: ProviderError): boolean {
    if (this.#committed && !this.#mayContinue(error)) return false;
    for (const attempt of this.#running) attempt.fail(error);
    return true;
  }

  /** The call failed with `error`: lets go of what had not answered. */
  abandon(error: ProviderError): void {
    const { trail } = this.#setup;
    for (const attempt of this.#running) {
      void trail.fails(attempt, error);
      if (!this.#committed) this.#discard(attempt, error);
    }
  }

  async next(): Promise<Step> {
    for (;;) {
      const early = this.#early.shift();
      if (early !== undefined) return { done: false, value: early };
      if (this.#over) return DONE;
      const attempt = this.#current;
      try {
        if (attempt === undefined) await this.#advance();
        else {
          if (!attempt.begun) this.#restart(attempt);
          const hedge = this.#hedgeOf(attempt);
          if (hedge === undefined) return this.#told(attempt, await attempt.next());
          await this.#race(attempt, hedge.afterMs);
        }
      } catch (thrown) {
        if (this.#over) return DONE;
        if (attempt === undefined) throw thrown;
        await this.#lose(attempt, thrown);
      }
    }
  }

  #told(attempt: Attempt, chunk: Chunk): Step {
    if (this.#over) return DONE;
    this.#hear(attempt, chunk);
    this.#stepAside(attempt);
    return { done: false, value: chunk };
  }

  async #advance(): Promise<void> {
    const { cache } = this.#setup;
    const hit = cache === undefined ? undefined : await this.#hit(cache);
    if (hit !== undefined) return void this.#early.push(this.#take({ ...hit, why: "first" }));
    const choice = await this.#choose();
    if ("refusals" in choice) {
      const { policy, trail } = this.#setup;
      throw giveUp(policy.name, trail.attempts, this.#past.last?.error, choice);
    }
    if (choice.waitMs > 0) await this.#wait(choice);
    if (!("candidate" in choice)) return;
    // Whoever waits in vain for room gives it back.
    if (this.#over) await this.#setup.ledger.settle(choice.reservations, "unused");
    else this.#early.push(this.#take(choice));
  }

  async #choose(): Promise<Pick | Wait | Nobody> {
    const { policy, trail } = this.#setup;
    if (trail.count >= policy.attempts) return { refusals: [] };
    return await this.#chooser.choose();
  }

  async #wait(choice: Pick | Wait): Promise<void> {
    const { waitMs } = choice;
    this.#setup.trail.waits(waitMs, "for" in choice ? choice.for : "its limit has no room");
    await this.#pause.sleep(waitMs);
  }

  async #hit(cache: Cache): Promise<CacheHit | undefined> {
    const { trail, candidates } = this.#setup;
    if (trail.count > 0) return undefined;
    for (const candidate of candidates) {
      const hit = await cache.find(candidate);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #take(chosen: Chosen): Part {
    this.#current = this.#attemptOf(chosen);
    return tellOf(this.#current);
  }

  #attemptOf(chosen: Chosen): Attempt {
    const { trail, thread } = this.#setup;
    const why = this.#continuation?.begun === true ? "continuation" : chosen.why;
    const asked = { number: trail.count + 1, why, request: this.#request, thread };
    const attempt = newAttempt(chosen, asked);
    trail.begins(attempt);
    this.#running.push(attempt);
    return attempt;
  }

  /** The clocks of the call start anew, under the limits of this attempt. */
  #restart(attempt: Attempt): void {
    const { limits } = attempt.setup.plan;
    const most = this.#setup.policy.timeouts?.attempt;
    this.#engine.restart(most === undefined ? limits : { ...limits, total: most });
  }

  #hedgeOf({ setup }: Attempt): HedgeOptions | undefined {
    return this.#committed || setup.cached ? undefined : this.#setup.policy.hedge;
  }

  /** The first target, and another one where it stays silent: the first content of either counts. */
  async #race(first: Attempt, afterMs: number): Promise<void> {
    const { winner, chunks, losers } = await contest(first, afterMs, () => this.#another());
    for (const { attempt, thrown } of losers) await this.#lose(attempt, thrown);
    if (winner === undefined || this.#over) return;
    this.#current = winner;
    if (winner !== first) this.#early.push(tellOf(winner));
    for (const chunk of chunks) this.#hear(winner, chunk);
    this.#early.push(...chunks);
  }

  async #another(): Promise<Attempt | undefined> {
    const { policy, trail, ledger } = this.#setup;
    if (trail.count >= policy.attempts || this.#over) return undefined;
    const asked = this.#running.map(({ setup }) => setup.candidate);
    const choice = await this.#chooser.choose(asked);
    if (!("candidate" in choice)) return undefined;
    if (choice.waitMs > 0) {
      await ledger.settle(choice.reservations, "unused");
      return undefined;
    }
    const attempt = this.#attemptOf({ ...choice, why: "hedge" });
    this.#restart(attempt);
    return attempt;
  }

  #hear(attempt: Attempt, chunk: Chunk): void {
    this.#tape?.add(chunk);
    this.#continuation?.hear(chunk);
    const type = typeof chunk === "string" ? "text" : chunk.type;
    if (attempt.latencyMs !== undefined || !(CONTENT.has(type) || type === "finish")) return;
    this.#committed = true;
    this.#opened = attempt;
    attempt.handOver(this.#engine.defer);
    this.#setup.trail.content(attempt);
  }

  /** Once there is content, only what has to see every chunk stays in between. */
  #stepAside({ hook }: Attempt): void {
    const needed = this.#tape !== undefined || this.#continuation !== undefined;
    if (this.#committed && !needed) this.#engine.become(hook);
  }

  async #lose(attempt: Attempt, thrown: unknown): Promise<void> {
    const error = attempt.mapped(thrown);
    const cut = this.#committed;
    if (cut && !this.#mayContinue(error)) throw thrown;
    await this.#setup.trail.fails(attempt, error);
    this.#discard(attempt, error);
    this.#current = undefined;
    if (error.code !== "aborted") this.#past.add(attempt.setup.candidate, error);
    if (cut && this.#continuation !== undefined) {
      this.#request = this.#continuation.begin(this.#request);
      const { provider } = attempt.setup.info;
      const message = `${provider}: the answer was cut (${error.code}); the rest is another request's`;
      this.#early.push({ type: "warning", message });
    }
  }

  #mayContinue(error: ProviderError): boolean {
    const { policy, trail } = this.#setup;
    return trail.count < policy.attempts && this.#continuation?.mayBegin(error.code) === true;
  }

  #discard(attempt: Attempt, error: ProviderError): void {
    this.#running = this.#running.filter((one) => one !== attempt);
    const gone = attempt.discard(error);
    if (attempt.open === undefined) return;
    this.#opened = attempt;
    this.#engine.defer(() => gone);
  }
}

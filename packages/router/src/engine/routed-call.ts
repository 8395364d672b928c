import type {
  CallResult,
  Cleanup,
  ErrorCode,
  ErrorPhase,
  FinishReason,
  Part,
  ProviderError,
} from "@g4f/core";
import {
  errorWith,
  type Hook,
  type Limits,
  type OpenCall,
  type RouteHooks,
} from "@g4f/core/engine";

import { Search, type SearchSetup } from "./search.ts";
import { shownThread } from "./thread.ts";

/** Why the signal of an attempt is aborted that answered. */
const OVER = new Error("the call is over");

/** A call through a route, as the engine of core runs it: the call of whoever answers. */
export class RoutedCall implements OpenCall, RouteHooks {
  readonly raw: boolean;
  readonly prelude: readonly Part[] = [];
  readonly #setup: SearchSetup;
  readonly #search: Search;

  constructor(setup: SearchSetup) {
    this.#setup = setup;
    this.#search = new Search(setup);
    this.raw = setup.request.raw === true;
  }

  get provider(): string {
    return this.#search.current?.setup.info.provider ?? this.#setup.policy.name;
  }

  get model(): string {
    return this.#open?.model ?? "";
  }

  get route(): RouteHooks {
    return this;
  }

  readonly redact = (text: string): string => this.#open?.redact(text) ?? text;

  phase(): ErrorPhase {
    if (this.#search.waiting) return "backoff";
    return this.#open?.phase() ?? "prepare";
  }

  /** What failed before content was mapped, and had its hint, where it failed. */
  readonly hint = (code: ErrorCode): string =>
    this.#committed ? (this.#open?.hint(code) ?? "") : "";

  warn(message: string): void {
    this.#open?.warn(message);
  }

  start(
    defer: (cleanup: Cleanup) => void,
    restart: (limits: Limits) => void,
    become: (hook: Hook) => void,
  ): Hook {
    this.#search.start({ defer, restart, become });
    return this.#search;
  }

  endReason(): FinishReason | undefined {
    return this.#open?.endReason();
  }

  /** What failed was cut when that was told; what ended well is, when nothing of it is left to come. */
  end(good: boolean): Promise<void> | undefined {
    const attempt = this.#search.current;
    if (!this.#committed || attempt === undefined) return undefined;
    const drained = attempt.open?.end(good);
    if (!good) return drained;
    return Promise.resolve(drained).then(() => attempt.cut(OVER));
  }

  cleanupContext(signal: AbortSignal): ReturnType<OpenCall["cleanupContext"]> {
    const opened = this.#search.opened?.open;
    if (opened === undefined) throw new TypeError("nothing was opened, so nothing is cleaned up");
    return opened.cleanupContext(signal);
  }

  recovers(error: ProviderError): boolean {
    return this.#search.recovers(error);
  }

  failed(error: ProviderError): ProviderError {
    const { trail } = this.#setup;
    this.#search.abandon(error);
    const told = errorWith(error, { attempts: trail.attempts });
    trail.ends({ error: told });
    return told;
  }

  finished(result: CallResult): CallResult {
    const { trail, cache } = this.#setup;
    const attempt = this.#search.current;
    if (attempt === undefined) return result;
    trail.answers(attempt, result);
    const kept = this.#search.kept;
    if (kept !== undefined && !attempt.setup.cached) {
      void cache?.keep(attempt.setup.candidate, kept);
    }
    const told: CallResult = { ...result, attempts: trail.attempts };
    trail.ends({ result: told });
    return told;
  }

  conversation(state: unknown): unknown {
    const candidate = this.#search.current?.setup.candidate;
    return candidate === undefined ? state : shownThread(candidate, state);
  }

  get #open(): OpenCall | undefined {
    return this.#search.current?.open;
  }

  get #committed(): boolean {
    return this.#search.committed;
  }
}

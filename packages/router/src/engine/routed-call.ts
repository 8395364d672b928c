import {
  ProviderError,
  type CallResult,
  type Cleanup,
  type ErrorCode,
  type ErrorPhase,
  type FinishReason,
  type Part,
} from "@g4f/core";
import {
  errorWith,
  type CallEnd,
  type Hook,
  type Limits,
  type OpenCall,
  type RouteHooks,
} from "@g4f/core/engine";

import { Search, type SearchSetup } from "./search.ts";
import { shownThread } from "./thread.ts";

/** A call through a route, as the engine of core runs it: the call of whoever answers. */
export class RoutedCall implements OpenCall, RouteHooks {
  readonly raw: boolean;
  readonly prelude: readonly Part[];
  readonly #setup: SearchSetup;
  readonly #search: Search;
  readonly #end: CallEnd;
  #started = false;

  constructor(setup: SearchSetup, end: CallEnd) {
    this.#setup = setup;
    this.#end = end;
    this.#search = new Search(setup);
    this.raw = setup.request.raw === true;
    this.prelude = this.#search.chooseAtOnce();
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
    this.#started = true;
    // What answered is cut with the call: what ended well, when nothing of it is left to come.
    this.#end.onAbort(() => this.#search.current?.cut(this.#end.reason));
    this.#search.start({ defer, restart, become });
    return this.#search;
  }

  endReason(): FinishReason | undefined {
    return this.#open?.endReason();
  }

  end(good: boolean): Promise<void> | undefined {
    if (!this.#started) this.failed(new ProviderError("aborted", "the call was over already"));
    return this.#committed ? this.#open?.end(good) : undefined;
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

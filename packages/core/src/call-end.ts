/**
 * When a call is over, for those at work in it. Its signal is made when somebody asks for one: most
 * calls do without, and to make and abort one costs as much as to check a request.
 */
export class CallEnd {
  #controller: AbortController | undefined;
  #listeners: (() => void)[] = [];
  #aborted = false;
  #reason: unknown;

  /** One that ends when `signal` is aborted. */
  static following(signal: AbortSignal): CallEnd {
    const end = new CallEnd();
    const onAbort = (): void => end.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    return end;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Tells `listener` once, when it is over; not of an end that has been. */
  onAbort(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Ends it; only the first reason counts. */
  abort(reason: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

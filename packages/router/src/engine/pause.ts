/** A wait that can be ended. */
export class Pause {
  #end: (() => void) | undefined;

  get waiting(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves after `ms`, or when it is ended. */
  async sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#end = resolve;
    const timer = setTimeout(resolve, Math.ceil(ms));
    await promise;
    clearTimeout(timer);
    this.#end = undefined;
  }

  end(): void {
    this.#end?.();
  }
}

import "reflect-metadata";
import { container as root, instanceCachingFactory, type DependencyContainer } from "tsyringe";

import type { Token } from "./registry/tokens.ts";

/** Gives the value of a token. */
export type Get = <T>(token: Token<T>) => T;

/**
 * The collaborators of one registry: a child container of tsyringe, of which nothing but this file
 * knows. Values are made when they are first asked for, once.
 */
export class Container {
  readonly #inner: DependencyContainer = root.createChildContainer();
  readonly #made: unknown[] = [];
  readonly #making: Token<unknown>[] = [];
  #changes = 0;
  #closed = false;

  /** Grows with each override. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * The value of `token`.
   * @throws TypeError where the container is closed, the token unknown, or its factory needs itself.
   */
  readonly get: Get = (token) => {
    this.#checkOpen();
    if (!this.#inner.isRegistered(token.key)) {
      throw new TypeError(`nothing is registered for ${nameOf(token)}: override it first`);
    }
    return this.#inner.resolve(token.key);
  };

  /** From now on `value` stands for `token`. Whoever passed it in closes it. */
  override<T>(token: Token<T>, value: NoInfer<T>): void {
    this.#register(token, () => value);
  }

  /**
   * From now on what `make` returns stands for `token`. It is made with the first use, once, and
   * closed with the registry; `get` gives it what it needs of the others.
   */
  provide<T>(token: Token<T>, make: (get: Get) => NoInfer<T>): void {
    const guarded = (): T => {
      const value = this.#guarded(token, () => make(this.get));
      this.#made.push(value);
      return value;
    };
    // The cache is in the closure: one per call of this method, so one per registry.
    this.#register(token, instanceCachingFactory(guarded));
  }

  /** No value is handed out any more; returns those that factories made, the last one first. */
  dispose(): readonly unknown[] {
    this.#closed = true;
    this.#inner.reset();
    return this.#made.splice(0).toReversed();
  }

  #register<T>(token: Token<T>, useFactory: (inner: DependencyContainer) => T): void {
    this.#checkOpen();
    this.#changes++;
    this.#inner.register<T>(token.key, { useFactory });
  }

  /** tsyringe runs into a bare RangeError on a cycle. */
  #guarded<T>(token: Token<T>, make: () => T): T {
    const start = this.#making.indexOf(token);
    if (start >= 0) {
      const cycle = [...this.#making.slice(start), token].map(nameOf).join(" → ");
      throw new TypeError(`collaborators need each other: ${cycle}; break the cycle`);
    }
    this.#making.push(token);
    try {
      return make();
    } finally {
      this.#making.pop();
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw new TypeError("the registry is closed: create a new one");
  }
}

function nameOf({ key }: Token<unknown>): string {
  return (key.description ?? "a token").replace(/^g4f\./, "");
}

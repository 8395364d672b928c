import { setImmediate } from "node:timers";

import type { ProviderError } from "@g4f/core";

import type { Call } from "./call.ts";
import { isGate } from "./encode-body.ts";
import { broken, garbled } from "./memory-faults.ts";
import type { ResponsePlan } from "./response-plan.ts";

/** So many pieces in a row at most before timers and sockets of the process get their turn. */
const TURN = 256;

/** What a body in memory belongs to. */
export interface BodyOf {
  readonly host: string;
  readonly plan: ResponsePlan;
  readonly call: Call | undefined;
  /** Told once: whether the connection can carry another request. */
  readonly onOver: (kept: boolean) => void;
}

/** The body of a response in memory: each read is given one piece, and written only then. */
export class MemoryBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #of: BodyOf;
  readonly #cut: PromiseWithResolvers<void> = Promise.withResolvers();
  /** Bytes that the announced length still allows. */
  #left: number;
  #index = 0;
  #over = false;
  #error: ProviderError | undefined;

  constructor(of: BodyOf) {
    this.#of = of;
    this.#left = announced(of.plan);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const { pieces } = this.#of.plan;
    if (this.#index % TURN === TURN - 1)
      await new Promise<void>((resolve) => setImmediate(resolve));
    while (!this.#over && this.#left > 0) {
      const piece = pieces[this.#index];
      if (piece === undefined) return this.#end();
      this.#index += 1;
      if (!isGate(piece)) return this.#give(piece);
      await Promise.race([piece.opened, this.#cut.promise]);
    }
    return this.#over ? this.#last() : this.#finish(this.#of.plan.ending === undefined);
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.cut();
    return { done: true, value: undefined };
  }

  /** Ends it at once: the next read, or the pending one, is given the error, or the end where there is none. */
  cut(error?: ProviderError): void {
    if (this.#over) return;
    this.#error = error;
    this.#settle(false);
    this.#cut.resolve();
  }

  #give(piece: Uint8Array): IteratorResult<Uint8Array, undefined> {
    const value = piece.subarray(0, this.#left);
    this.#left -= value.length;
    const { call, plan } = this.#of;
    if (call !== undefined) call.bytesWritten += value.length;
    if (this.#index === plan.pieces.length) call?.finish();
    return { done: false, value };
  }

  #end(): Promise<IteratorResult<Uint8Array, undefined>> | IteratorResult<Uint8Array, undefined> {
    const { plan, host, call } = this.#of;
    const framed = plan.frame !== "close";
    call?.finish();
    switch (plan.ending) {
      case "hang":
        return this.#cut.promise.then(() => this.#last());
      case "fin":
      case "rst":
        return framed ? this.#fail(broken(host, "stream")) : this.#finish(false);
      case "garbage":
        return this.#fail(garbled(host, "stream"));
      case "clean":
      case undefined:
        return Number.isFinite(this.#left)
          ? this.#fail(broken(host, "stream"))
          : this.#finish(framed);
      default:
        return plan.ending satisfies never;
    }
  }

  #finish(kept: boolean): IteratorResult<Uint8Array, undefined> {
    this.#of.call?.finish();
    this.#settle(kept);
    return { done: true, value: undefined };
  }

  #fail(error: ProviderError): never {
    this.#settle(false);
    throw error;
  }

  #last(): IteratorResult<Uint8Array, undefined> {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  #settle(kept: boolean): void {
    this.#over = true;
    this.#of.call?.close();
    this.#of.onOver(kept);
  }
}

/** How long the head says the body is. */
function announced({ headers }: ResponsePlan): number {
  const length = headers["content-length"];
  return length === undefined ? Infinity : Number(length);
}

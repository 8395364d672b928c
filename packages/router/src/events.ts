import type { AttemptFailure, CallResult, ProviderError } from "@g4f/core";

/** One call through a route; the same object in all its events. */
export interface CallInfo {
  /** Tells calls apart: 16 hex digits. */
  readonly id: string;
  readonly route: string;
  /** As the caller asked for it. */
  readonly model: string | undefined;
}

/** One attempt of a call; the same object in all its events. */
export interface AttemptInfo {
  /** 1 for the first of its call. */
  readonly number: number;
  readonly provider: string;
  readonly model: string;
  readonly account: string | undefined;
  /** What made it: the call itself, the failure of another target, or of the same one, or silence. */
  readonly why: "first" | "fallback" | "retry" | "hedge" | "continuation";
}

/** Why a model or an account is not asked for now. */
export interface HealthChange {
  readonly provider: string;
  readonly model: string | undefined;
  readonly account: string | undefined;
  readonly state: "open" | "closed" | "resting";
  readonly failure: AttemptFailure | undefined;
  /** As `Date.now()` has it; 0: it is not away. */
  readonly until: number;
}

/** What a route tells of its calls, between the first pull and the end: nothing per token. */
export type RouterEvent =
  | { readonly type: "call-start"; readonly call: CallInfo }
  | { readonly type: "wait"; readonly call: CallInfo; readonly ms: number; readonly for: string }
  | { readonly type: "attempt-start"; readonly call: CallInfo; readonly attempt: AttemptInfo }
  | {
      readonly type: "attempt-content";
      readonly call: CallInfo;
      readonly attempt: AttemptInfo;
      /** Ms to the first content. */
      readonly ms: number;
    }
  | {
      readonly type: "attempt-end";
      readonly call: CallInfo;
      readonly attempt: AttemptInfo;
      readonly ms: number;
      /** Absent where it answered. */
      readonly error?: AttemptFailure;
    }
  | {
      readonly type: "call-end";
      readonly call: CallInfo;
      readonly ms: number;
      readonly result?: CallResult;
      readonly error?: ProviderError;
    }
  | ({ readonly type: "health" } & HealthChange)
  | { readonly type: "store-failed"; readonly error: unknown };

/** Hears the events of a route. It is called at once and must not wait; what it throws is dropped. */
export type RouterListener = (event: RouterEvent) => void;

/** Those who listen. */
export class Listeners {
  readonly #all = new Set<RouterListener>();

  /** Whether an event is worth making. */
  get some(): boolean {
    return this.#all.size > 0;
  }

  /** Gives what ends it. */
  add(listener: RouterListener): () => void {
    const own: RouterListener = (event) => listener(event);
    this.#all.add(own);
    return () => void this.#all.delete(own);
  }

  tell(event: RouterEvent): void {
    for (const listener of this.#all) {
      try {
        listener(event);
      } catch {
        // Whoever looks on must not end a call.
      }
    }
  }
}

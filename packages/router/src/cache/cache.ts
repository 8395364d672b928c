import { ProviderError, type CallRequest, type Chunk } from "@g4f/core";
import { limitsOf, type CallPlan } from "@g4f/core/engine";

import { NO_HTTP } from "../engine/off-limits.ts";
import type { Candidate } from "../lane.ts";
import type { Ledger } from "../state/ledger.ts";
import { cacheKey } from "./key.ts";
import type { CachePolicy } from "./policy.ts";

/** An answer that was kept. */
export interface CacheHit {
  readonly candidate: Candidate;
  readonly chunks: readonly Chunk[];
}

/** The answers that a call may have from the cache, and may leave there. */
export class Cache {
  readonly #owner: string;
  readonly #policy: CachePolicy;
  readonly #ledger: Ledger;
  readonly #request: CallRequest;

  /** @throws ProviderError `invalid_request` for a call with tools, unless the policy says otherwise. */
  constructor(owner: string, policy: CachePolicy, ledger: Ledger, request: CallRequest) {
    if (!policy.tools && (request.tools?.length ?? 0) > 0) {
      throw new ProviderError(
        "invalid_request",
        "this route keeps answers, and a call with tools has effects that an answer kept would leave out or repeat: set cache.tools to true, or use a route without cache",
      );
    }
    this.#owner = owner;
    this.#policy = policy;
    this.#ledger = ledger;
    this.#request = request;
  }

  get maxCharacters(): number {
    return this.#policy.maxCharacters;
  }

  async find(candidate: Candidate): Promise<CacheHit | undefined> {
    const key = cacheKey(this.#owner, candidate, this.#request);
    const chunks = key === undefined ? undefined : await this.#ledger.read(key);
    return Array.isArray(chunks) ? { candidate, chunks: chunks as readonly Chunk[] } : undefined;
  }

  async keep(candidate: Candidate, chunks: readonly Chunk[]): Promise<void> {
    const key = cacheKey(this.#owner, candidate, this.#request);
    if (key !== undefined) await this.#ledger.write(key, chunks, this.#policy.ttlMs);
  }
}

/** The plan of a call whose answer is there already: nothing is sent. */
export function cachedPlan({ candidate, chunks }: CacheHit): CallPlan {
  const { lane, model } = candidate;
  return {
    provider: lane.name,
    signal: undefined,
    limits: limitsOf({}, undefined),
    open: () =>
      Promise.resolve({
        provider: lane.name,
        model,
        raw: true,
        prelude: [],
        redact: (text) => text,
        phase: () => "first_event",
        hint: () => "",
        warn: () => {},
        start: () => replay(chunks),
        endReason: () => undefined,
        end: () => undefined,
        cleanupContext: (signal) => ({ http: NO_HTTP, signal, end: () => {} }),
      }),
  };
}

async function* replay(chunks: readonly Chunk[]): AsyncGenerator<Chunk, undefined> {
  yield* chunks;
}

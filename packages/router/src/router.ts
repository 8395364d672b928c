import { getRandomHex, ProviderStream, type CallRequest, type ProviderManifest } from "@g4f/core";
import {
  isPersonal,
  limitsOf,
  markPersonal,
  markPolicy,
  type CallEnd,
  type Limits,
  type OpenCall,
} from "@g4f/core/engine";

import { Cache } from "./cache/cache.ts";
import { checkOwnFields } from "./check-request.ts";
import { candidatesOf, defaultCandidates } from "./eligible.ts";
import { RoutedCall } from "./engine/routed-call.ts";
import { threadFirst, threadOf } from "./engine/thread.ts";
import { Trail } from "./engine/trail.ts";
import { Listeners, type RouterListener } from "./events.ts";
import { healthOf, type Health } from "./health.ts";
import type { Candidate } from "./lane.ts";
import { manifestOf } from "./manifest.ts";
import { ordered } from "./order.ts";
import type { Policy } from "./policy.ts";
import { Ledger } from "./state/ledger.ts";
import { MemoryStateStore, type StateStore } from "./state/store.ts";

/** What was seen longer ago says nothing of how fast a provider is. */
const FRESH_MS = 60_000;

/**
 * A provider made of providers: every call goes to one of them, by one policy. It is read like any
 * other; which of them were asked stands in `attempts` of its result and of its error.
 */
export class Router {
  /** What its members say of themselves, taken together. */
  readonly manifest: ProviderManifest;
  readonly #policy: Policy;
  readonly #all: readonly Candidate[];
  readonly #ledger: Ledger;
  readonly #listeners = new Listeners();
  /** Keeps accounts that have no name apart from those of other routes over the same store. */
  readonly #owner: string = getRandomHex(16);
  readonly #settings: { readonly deadlines?: Partial<Limits> };
  #turn = 0;

  /** Use `route` or one of the policies, which check what they are given. */
  constructor(policy: Policy, store: StateStore = new MemoryStateStore()) {
    this.manifest = manifestOf(policy);
    this.#policy = policy;
    this.#all = defaultCandidates(policy.lanes);
    this.#ledger = new Ledger(store, policy, this.#listeners);
    this.#settings = settingsOf(policy);
    markPolicy(this);
    if (policy.lanes.some(({ provider }) => isPersonal(provider))) markPersonal(this);
  }

  /**
   * One call, to the first target that answers. Lazy, like every call. `model` may be the id of a model
   * that any of the providers has, `provider:model`, or several of these with commas between.
   * @throws TypeError where `request` is no object.
   */
  createAsyncGenerator(request: CallRequest): ProviderStream {
    if (typeof request !== "object" || request === null) {
      throw new TypeError("createAsyncGenerator takes one object: { messages: [ … ], … }");
    }
    const { signal } = request;
    const limits = limitsOf(this.#settings, request);
    return new ProviderStream({
      provider: this.manifest.name,
      signal: signal instanceof AbortSignal ? signal : undefined,
      limits,
      open: (end) => this.#open(request, limits, end),
    });
  }

  /** How each provider and model fares, from the calls that were made; nothing is sent for it. */
  health(): Promise<readonly Health[]> {
    return healthOf(this.#all, this.#policy.breaker, this.#ledger);
  }

  /** Calls `listener` with what happens from now on; gives what ends it. */
  subscribe(listener: RouterListener): () => void {
    return this.#listeners.add(listener);
  }

  async #open(request: CallRequest, limits: Limits, end: CallEnd): Promise<OpenCall> {
    const policy = this.#policy;
    const ledger = this.#ledger;
    const deadline = Date.now() + limits.total;
    const id = this.#listeners.some ? getRandomHex(16) : "";
    const { name: route } = policy;
    checkOwnFields(route, request);
    const trail = new Trail({ id, route, model: request.model }, ledger, this.#listeners);
    const cache =
      policy.cache === undefined
        ? undefined
        : new Cache(this.#owner, policy.cache, ledger, request);
    const thread = threadOf(route, request.conversation);
    const found = candidatesOf(route, this.#all, request);
    const ranked = found.length < 2 ? found : await this.#ordered(found, request);
    const candidates = threadFirst(ranked, thread);
    const setup = { policy, ledger, trail, candidates, request, thread, cache, deadline };
    return new RoutedCall(setup, end);
  }

  async #ordered(
    candidates: readonly Candidate[],
    request: CallRequest,
  ): Promise<readonly Candidate[]> {
    const { order } = this.#policy;
    const turn = this.#turn;
    this.#turn = (turn + 1) % Number.MAX_SAFE_INTEGER;
    const latencies = new Map<Candidate, number>();
    for (const candidate of order === "least-latency" ? candidates : []) {
      const { model } = await this.#ledger.look(candidate);
      const fresh = Date.now() - model.latencyAt < FRESH_MS;
      if (fresh && model.latencyMs !== undefined) latencies.set(candidate, model.latencyMs);
    }
    return ordered(order, candidates, { request, turn, latencies });
  }
}

/** What a policy says of limits, as the settings of an instance have it. */
function settingsOf({ timeouts }: Policy): { readonly deadlines?: Partial<Limits> } {
  if (timeouts === undefined) return {};
  const { attempt: _, ...deadlines } = timeouts;
  return { deadlines };
}

import type { Usage } from "@g4f/core";
import { inputTokens, MemoryStateStore, tokensOf, type StateStore } from "@g4f/router";

import type { ClientPolicy, Spend } from "../client.ts";
import type { FaceRequest } from "../face.ts";
import { Refusal } from "../refusal.ts";
import { metersOf, type Amounts, type Counts, type Meter } from "./meters.ts";
import { matchesAny } from "./pattern.ts";
import { Pricing } from "./pricing.ts";
import type { KeyRules } from "./rules.ts";

/** What an answer is taken to be long where the request does not say, in tokens. */
const EXPECTED_OUTPUT = 500;

/** What accounts are made from. */
export interface AccountsOptions {
  /** Where limits and budgets are counted. Default: in memory. */
  readonly store?: StateStore;
  /** What a key spent before this process began, in the period that `now` lies in. Default: nothing. */
  readonly spentBefore?: Counts["spentBefore"];
  readonly now?: () => number;
}

/** What was taken for a call that runs. */
interface Held {
  readonly meters: readonly Meter[];
  readonly expected: Amounts;
  readonly at: number;
}

/**
 * Counts what each key uses. What a call is expected to take is held while it runs, so that calls side
 * by side do not spend one budget twice; what it took in truth is counted when it is over.
 */
export class Accounts {
  /** May be replaced: calls that are over later are counted by the new prices. */
  pricing: Pricing = new Pricing();
  readonly #counts: Counts;
  readonly #now: () => number;
  /** By request. */
  readonly #held = new Map<string, Held>();

  constructor({ store, spentBefore, now = Date.now }: AccountsOptions = {}) {
    this.#counts = {
      store: store ?? new MemoryStateStore({ maxEntries: Infinity }),
      spentBefore: spentBefore ?? (() => ({ cost: 0, tokens: 0 })),
    };
    this.#now = now;
  }

  /** The policy of a key; undefined where its rules limit nothing. */
  policyOf(id: string, rules: KeyRules): ClientPolicy | undefined {
    const { models, budget } = rules;
    const meters = metersOf(id, rules, this.#counts);
    if (models === undefined && meters.length === 0) return undefined;
    return {
      allows: (model) => models === undefined || matchesAny(models, model),
      admit: async ({ call }, model, requestId) => {
        if (meters.length === 0) return;
        const usage = expectedUsage(call);
        const cost = this.pricing.atMost(model, usage);
        if (cost === undefined && budget?.amount !== undefined) throw unpriced(model);
        await this.#take(meters, { tokens: tokensOf(usage) ?? 0, cost: cost ?? 0 }, requestId);
      },
    };
  }

  /** Counts a call that is over; one that was never admitted here is none of ours. */
  async settle(spend: Spend): Promise<void> {
    const held = this.#held.get(spend.requestId);
    if (held === undefined) return;
    this.#held.delete(spend.requestId);
    const actual = this.#actual(spend, held.expected);
    const now = this.#now();
    for (const meter of held.meters) await meter.settle(held.expected, held.at, actual, now);
  }

  async #take(meters: readonly Meter[], expected: Amounts, requestId: string): Promise<void> {
    const at = this.#now();
    const taken: Meter[] = [];
    for (const meter of meters) {
      const refusal = await meter.take(expected, at);
      if (refusal !== undefined) {
        for (const one of taken) await one.settle(expected, at, undefined, at);
        throw refusal;
      }
      taken.push(meter);
    }
    this.#held.set(requestId, { meters, expected, at });
  }

  /** A call that was left early without a count took what it was expected to. */
  #actual(spend: Spend, expected: Amounts): Amounts | undefined {
    const tokens = tokensOf(spend.usage);
    if (tokens !== undefined) return { tokens, cost: this.pricing.costOf(spend) ?? 0 };
    return spend.outcome === "failed" ? undefined : expected;
  }
}

function expectedUsage(call: FaceRequest["call"]): Usage {
  const outputTokens = call.maxTokens ?? EXPECTED_OUTPUT;
  return { inputTokens: inputTokens(call), outputTokens, exact: false };
}

function unpriced(model: string): Refusal {
  const message = `the budget of this key is in money, and ${JSON.stringify(model.slice(0, 100))} has no price here: an operator may give it one (prices)`;
  return new Refusal(message, { status: 403, code: "permission", parameter: "model" });
}

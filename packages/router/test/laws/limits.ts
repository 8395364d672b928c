import type { CallResult } from "@g4f/core";

import { withRateLimit } from "../../src/index.ts";
import { member, messages, Upstream } from "../support/upstream.ts";
import { dice, mostWithin, type Law } from "./law.ts";

const PER_MINUTE = 25;
const MINUTES = 4;

/** Requests per minute, at ten times the demand. */
export const requestLimit: Law = {
  name: "requests are limited exactly, and the limit is used",
  bound: `≤ ${PER_MINUTE} in any 60 s; ${PER_MINUTE * MINUTES} in ${MINUTES - 1} min and 10 s`,
  run: async (time) => {
    const upstream = new Upstream(() => ({ pace: 5 }));
    const limit = { requestsPerMinute: PER_MINUTE };
    const router = withRateLimit(member("Acme", upstream), limit, { maxWaitMs: 3_600_000 });
    const random = dice(9);
    const calls: Promise<CallResult>[] = [];
    for (let index = 0; index < PER_MINUTE * MINUTES; index++) {
      calls.push(router.createAsyncGenerator({ messages }).collect());
      await time.sleep(random() * 200);
    }
    await Promise.all(calls);
    const times = upstream.seen.map(({ at }) => at);
    const most = mostWithin(60_000, times);
    const minutes = ((times.at(-1) ?? 0) / 60_000).toFixed(2);
    const seen = `at most ${most} in 60 s, ${times.length} in ${minutes} min`;
    return {
      seen,
      holds: most === PER_MINUTE && (times.at(-1) ?? 0) < (MINUTES - 1) * 60_000 + 10_000,
    };
  },
};

const TOKENS = 6_000;
const EXPECTED = 400;
const MOST_OUTPUT = 600;

/** Tokens per minute: no more than the limit, and what the calls under way turn out to be longer. */
export const tokenLimit: Law = {
  name: "tokens are limited within the stated bound",
  bound: `≤ ${TOKENS} + ${MOST_OUTPUT - EXPECTED} for each call under way, in any 60 s`,
  run: async (time) => {
    const random = dice(11);
    const spent: { readonly at: number; readonly tokens: number; end: number }[] = [];
    const upstream = new Upstream(({ at }) => {
      const tokens = 2 + Math.floor(random() * MOST_OUTPUT);
      const pace = 50 + random() * 1_000;
      spent.push({ at, tokens, end: at + 3 * pace });
      return {
        pace,
        events: ["word", { type: "usage", inputTokens: 2, outputTokens: tokens - 2, exact: true }],
      };
    });
    const limit = { tokensPerMinute: TOKENS, expectedOutputTokens: EXPECTED };
    const router = withRateLimit(member("Acme", upstream), limit, { maxWaitMs: 3_600_000 });
    const calls: Promise<CallResult>[] = [];
    for (let index = 0; index < 120; index++) {
      calls.push(router.createAsyncGenerator({ messages }).collect());
      await time.sleep(random() * 1_000);
    }
    await Promise.all(calls);
    let most = 0;
    let excess = Number.NEGATIVE_INFINITY;
    for (const { at } of spent) {
      const within = spent.filter((one) => one.at > at - 60_000 && one.at <= at);
      const used = within.reduce((sum, { tokens }) => sum + tokens, 0);
      const underWay = within.filter(({ end }) => end >= at).length;
      most = Math.max(most, used);
      excess = Math.max(excess, used - TOKENS - underWay * (MOST_OUTPUT - EXPECTED));
    }
    const seen = `at most ${most} in 60 s, ${-excess} below the bound`;
    return { seen, holds: excess <= 0 && most > TOKENS * 0.8 };
  },
};

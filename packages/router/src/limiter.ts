import type { CommonRequest, Usage } from "@g4f/core";

import { checkFields, checkNumber } from "./check.ts";
import { inputTokens } from "./estimate.ts";

/** What one account may be sent within any 60 s. */
export interface RateLimitOptions {
  readonly requestsPerMinute?: number;
  /**
   * Input and output together. A call is counted by an estimate while it runs and by its usage after:
   * within 60 s no more goes through than this, and what the calls under way turn out to be longer.
   */
  readonly tokensPerMinute?: number;
  /** What an answer is taken to be long where the request has no `maxTokens`. Default: 500. */
  readonly expectedOutputTokens?: number;
}

const FIELDS = ["requestsPerMinute", "tokensPerMinute", "expectedOutputTokens"] as const;

/** @throws TypeError where `options` is no rate limit; it names `path`. */
export function checkRateLimit(path: string, options: RateLimitOptions | undefined): void {
  if (options === undefined) return;
  checkFields(path, options, FIELDS);
  for (const field of FIELDS) checkNumber(`${path}.${field}`, options[field], { above: 0 });
  if (options.requestsPerMinute === undefined && options.tokensPerMinute === undefined) {
    throw new TypeError(`${path} limits nothing: give requestsPerMinute or tokensPerMinute`);
  }
}

/** One limit of an account, and how much of it a call takes. */
export interface Quota {
  readonly kind: "requests" | "tokens";
  readonly limit: number;
  readonly amount: number;
}

/** What a call takes of each limit that there is. */
export function quotasOf(
  options: RateLimitOptions | undefined,
  request: CommonRequest,
): readonly Quota[] {
  if (options === undefined) return [];
  const { requestsPerMinute, tokensPerMinute } = options;
  const quotas: Quota[] = [];
  if (requestsPerMinute !== undefined) {
    quotas.push({ kind: "requests", limit: requestsPerMinute, amount: 1 });
  }
  if (tokensPerMinute !== undefined) {
    const output = request.maxTokens ?? options.expectedOutputTokens ?? 500;
    const amount = Math.max(1, inputTokens(request) + output);
    quotas.push({ kind: "tokens", limit: tokensPerMinute, amount });
  }
  return quotas;
}

/** All tokens of a call, where upstream told them. */
export function tokensOf(usage: Usage | undefined): number | undefined {
  if (usage === undefined) return undefined;
  const { inputTokens: input, outputTokens: output, totalTokens: total } = usage;
  return total ?? (input === undefined || output === undefined ? undefined : input + output);
}

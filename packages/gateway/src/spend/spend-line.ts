import { defined } from "@g4f/core/kit";

import type { Spend } from "../client.ts";

/** Longer names are cut: a client may ask for anything. */
const LONGEST = 256;

/** A call as the spend log has it: who, whom, how much; never what was said. */
export interface SpendLine {
  readonly type: "call";
  /** When it began, ISO 8601. */
  readonly at: string;
  readonly ms: number;
  readonly requestId: string;
  /** Id and name of the key. */
  readonly key: string;
  readonly name: string;
  /** The API that was spoken. */
  readonly api: string;
  /** The id of the catalog. */
  readonly model: string;
  readonly provider?: string;
  readonly upstreamModel?: string;
  readonly outcome: Spend["outcome"];
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cachedTokens?: number;
  readonly reasoningTokens?: number;
  /** False where tokens were estimated. */
  readonly exact?: boolean;
  /** In the currency of the price table. */
  readonly cost?: number;
}

/** The line for a call that is over. */
export function spendLine(spend: Spend, cost: number | undefined): SpendLine {
  const { client, usage, model, upstreamModel } = spend;
  return defined({
    type: "call" as const,
    at: new Date(spend.startedAt).toISOString(),
    ms: Math.round(spend.durationMs),
    requestId: spend.requestId,
    key: client.id,
    name: client.name,
    api: spend.face,
    model: model.slice(0, LONGEST),
    provider: spend.provider,
    upstreamModel: upstreamModel?.slice(0, LONGEST),
    outcome: spend.outcome,
    inputTokens: usage?.inputTokens,
    outputTokens: usage?.outputTokens,
    cachedTokens: usage?.cachedTokens,
    reasoningTokens: usage?.reasoningTokens,
    exact: usage?.exact,
    cost,
  });
}

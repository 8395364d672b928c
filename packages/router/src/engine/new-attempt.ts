import type { CallRequest, ProviderPart } from "@g4f/core";
import { planOf, type CallPlan } from "@g4f/core/engine";

import { cachedPlan, type CacheHit } from "../cache/cache.ts";
import type { AttemptInfo } from "../events.ts";
import type { Candidate } from "../lane.ts";
import { Attempt, type AttemptSetup } from "./attempt.ts";
import type { Pick } from "./choose.ts";
import { foreignPlan } from "./foreign.ts";
import { stateFor, type Thread } from "./thread.ts";

/** Who was chosen to be asked, or the answer of a candidate that is kept already. */
export type Chosen = Pick | (CacheHit & { readonly why: AttemptInfo["why"] });

/** What a chosen candidate is asked. */
export interface Asked {
  /** Of the attempts of the call, from 1. */
  readonly number: number;
  readonly why: AttemptInfo["why"];
  readonly request: CallRequest;
  readonly thread: Thread | undefined;
}

/** The attempt at who was chosen; nothing is sent before it begins. */
export function newAttempt(chosen: Chosen, asked: Asked): Attempt {
  const { candidate } = chosen;
  const { name: provider, account } = candidate.lane;
  const { number, why } = asked;
  const info: AttemptInfo = { number, provider, model: candidate.model, account, why };
  const kept = "chunks" in chosen;
  const plan = kept ? cachedPlan(chosen) : planFor(candidate, asked);
  const { reservations, trial } = kept ? NOTHING_TAKEN : chosen;
  return new Attempt({ candidate, info, plan, reservations, trial, cached: kept });
}

/** What an answer that is kept has taken of limits and trials. */
const NOTHING_TAKEN = { reservations: [], trial: false } as const satisfies Partial<AttemptSetup>;

function planFor(candidate: Candidate, asked: Asked): CallPlan {
  const { provider } = candidate.lane;
  const request = requestFor(candidate, asked);
  return planOf(provider, request) ?? foreignPlan(candidate, request);
}

function requestFor(candidate: Candidate, { request, thread }: Asked): CallRequest {
  const { lane, model } = candidate;
  const { model: wanted = lane.provider.manifest.defaultModel ?? "", conversation } = request;
  // Where the provider comes to that model by itself no copy is needed.
  if (wanted === model && request.model !== "" && conversation === undefined) return request;
  const own: CallRequest & { conversation?: unknown; model?: string } = { ...request, model };
  if (model === "") delete own.model;
  if (conversation !== undefined) own.conversation = stateFor(candidate, thread);
  return own;
}

/** Tells the reader who is asked. */
export function tellOf({ setup }: Attempt): ProviderPart {
  const { provider, model } = setup.info;
  return { type: "provider", provider, ...(model === "" ? {} : { model }) };
}

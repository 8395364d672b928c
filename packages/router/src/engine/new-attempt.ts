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
  readonly request: CallRequest;
  readonly thread: Thread | undefined;
}

/** The attempt at who was chosen; nothing is sent before it begins. */
export function newAttempt(chosen: Chosen, asked: Asked): Attempt {
  const { candidate, why } = chosen;
  const { name: provider, account } = candidate.lane;
  const info: AttemptInfo = {
    number: asked.number,
    provider,
    model: candidate.model,
    account,
    why,
  };
  const setup: AttemptSetup =
    "chunks" in chosen
      ? { candidate, info, plan: cachedPlan(chosen), reservations: [], trial: false, cached: true }
      : { ...chosen, info, plan: planFor(candidate, asked), cached: false };
  return new Attempt(setup);
}

function planFor(candidate: Candidate, asked: Asked): CallPlan {
  const { lane, model } = candidate;
  const request: CallRequest & { conversation?: unknown; model?: string } = {
    ...asked.request,
    model,
  };
  if (model === "") delete request.model;
  if (request.conversation !== undefined) {
    request.conversation = stateFor(candidate, asked.thread);
  }
  return planOf(lane.provider, request) ?? foreignPlan(lane.provider, request);
}

/** Tells the reader who is asked. */
export function tellOf({ setup }: Attempt): ProviderPart {
  const { provider, model } = setup.info;
  return { type: "provider", provider, ...(model === "" ? {} : { model }) };
}

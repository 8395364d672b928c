import { ProviderError } from "@g4f/core";

import type { Candidate } from "../lane.ts";

/** State of an upstream thread, and whose it is. Plain data, so that it can be stored. */
export interface Thread {
  /** The provider, and which of several of its name. */
  readonly source: string;
  readonly account: string | undefined;
  readonly state: unknown;
}

const MARK = "g4f.route";

/** A thread as the reader gets it, to be handed back with the next call. */
export function shownThread({ lane }: Candidate, state: unknown): unknown {
  const { source, account } = lane;
  return { [MARK]: 1, source, ...(account === undefined ? {} : { account }), state };
}

/**
 * The thread that a caller handed back.
 * @throws ProviderError `invalid_request` for one that no route gave out: it could be anybody's.
 */
export function threadOf(route: string, conversation: unknown): Thread | undefined {
  if (conversation === undefined) return undefined;
  const given = Object(conversation) as Partial<Thread> & { readonly [MARK]?: unknown };
  if (given[MARK] === 1 && typeof given.source === "string") {
    return { source: given.source, account: given.account, state: given.state };
  }
  throw new ProviderError(
    "invalid_request",
    `${route}: conversation is none that a route returned; pass on what .result.conversation held`,
    { provider: route },
  );
}

/** The state that goes with a call of `candidate`: its own, and nobody else's. */
export function stateFor(candidate: Candidate, thread: Thread | undefined): unknown {
  return thread !== undefined && isOwner(candidate, thread) ? thread.state : undefined;
}

/** Who has the thread comes first. */
export function threadFirst(
  candidates: readonly Candidate[],
  thread: Thread | undefined,
): readonly Candidate[] {
  if (thread === undefined) return candidates;
  const rank = (candidate: Candidate): number => (isOwner(candidate, thread) ? 0 : 1);
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}

function isOwner({ lane }: Candidate, { source, account }: Thread): boolean {
  return lane.source === source && lane.account === account;
}

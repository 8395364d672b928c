import type { CallRequest, Deadlines } from "@g4f/core";

/** Limits in ms; what the request says itself comes first. `attempt`: of one attempt as a whole. */
export interface Timeouts extends Deadlines {
  readonly attempt?: number;
}

/** The request with the deadlines of the policy under its own. */
export function withDeadlines<R extends Pick<CallRequest, "deadlines">>(
  request: R,
  timeouts: Timeouts | undefined,
): R {
  if (timeouts === undefined) return request;
  const { attempt: _, ...deadlines } = timeouts;
  return { ...request, deadlines: { ...deadlines, ...request.deadlines } };
}

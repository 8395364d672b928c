import type { Logger } from "@g4f/core";

import type { RouterEvent, RouterListener } from "./events.ts";

/**
 * Writes what happens on a route: failures, waits and changes of health as warnings, the rest for
 * debugging. Neither requests nor answers are in it; the lines of one call share its `call` id.
 */
export function logEvents(logger: Logger): RouterListener {
  return (event) => {
    switch (event.type) {
      case "call-start":
        return logger.debug(callOf(event), "call begins");
      case "wait": {
        const { ms, for: cause } = event;
        return logger.warn({ ...callOf(event), ms: Math.ceil(ms), cause }, "call waits");
      }
      case "attempt-start":
        return logger.debug({ ...callOf(event), ...event.attempt }, "attempt begins");
      case "attempt-content": {
        const data = { ...callOf(event), attempt: event.attempt.number, ms: Math.round(event.ms) };
        return logger.debug(data, "first content");
      }
      case "attempt-end":
        return attemptEnd(logger, event);
      case "call-end":
        return callEnd(logger, event);
      case "health": {
        const { type: _, ...change } = event;
        return logger.warn(change, `health: ${event.provider} is ${event.state}`);
      }
      case "store-failed":
        return logger.error({ error: String(event.error) }, "the state store failed");
    }
  };
}

type EventOf<Type extends RouterEvent["type"]> = Extract<RouterEvent, { readonly type: Type }>;

function attemptEnd(logger: Logger, event: EventOf<"attempt-end">): void {
  const { attempt, ms, error } = event;
  const data = { ...callOf(event), ...attempt, ms: Math.round(ms), ...error };
  if (error === undefined) logger.debug(data, "attempt answered");
  else logger.warn(data, "attempt failed");
}

function callEnd(logger: Logger, event: EventOf<"call-end">): void {
  const { ms, error, result } = event;
  const attempts = (error ?? result)?.attempts?.length ?? 0;
  const data = { ...callOf(event), ms: Math.round(ms), attempts };
  if (error === undefined) logger.debug(data, "call answered");
  else logger.warn({ ...data, code: error.code, message: error.message }, "call failed");
}

function callOf({ call }: { readonly call: { readonly id: string; readonly route: string } }): {
  readonly call: string;
  readonly route: string;
} {
  return { call: call.id, route: call.route };
}

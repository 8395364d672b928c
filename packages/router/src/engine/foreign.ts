import type { CallRequest } from "@g4f/core";
import { limitsOf, type CallPlan } from "@g4f/core/engine";

import type { Candidate } from "../lane.ts";
import { NO_HTTP } from "./off-limits.ts";

/**
 * The plan of a call of a provider that is not of this copy of core: read through its own stream, whose
 * checks, clocks and clean-up are at work in it.
 */
export function foreignPlan({ lane, model }: Candidate, request: CallRequest): CallPlan {
  const { provider, name } = lane;
  const named = model === "" ? {} : { model };
  return {
    provider: name,
    signal: undefined,
    limits: limitsOf({}, request),
    open: async ({ signal }) => {
      const stream = provider.createAsyncGenerator({ ...request, ...named, signal });
      // Whoever reads the chunks is told there.
      stream.result.catch(() => {});
      return {
        provider: name,
        model,
        raw: request.raw === true,
        prelude: [],
        redact: (text) => text,
        phase: () => "first_event",
        hint: () => "",
        warn: () => {},
        start: () => stream.chunks(),
        endReason: () => undefined,
        end: () => stream.closed,
        cleanupContext: (cleanupSignal) => ({
          http: NO_HTTP,
          signal: cleanupSignal,
          end: () => {},
        }),
      };
    },
  };
}

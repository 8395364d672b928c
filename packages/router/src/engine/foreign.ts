import type { CallRequest } from "@g4f/core";
import { limitsOf, type CallPlan, type Provider } from "@g4f/core/engine";

import { NO_HTTP } from "./off-limits.ts";

/**
 * The plan of a call of a provider that is not of this copy of core: read through its own stream, whose
 * checks, clocks and clean-up are at work in it.
 */
export function foreignPlan(provider: Provider, request: CallRequest): CallPlan {
  return {
    provider: provider.manifest.name,
    signal: undefined,
    limits: limitsOf({}, request),
    open: async ({ signal }) => {
      const stream = provider.createAsyncGenerator({ ...request, signal });
      // Whoever reads the chunks is told there.
      stream.result.catch(() => {});
      return {
        provider: provider.manifest.name,
        model: request.model ?? "",
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

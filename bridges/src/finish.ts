import type { FinishReason, ProviderSettings } from "@g4f/core";

import type { PeerCall } from "./peer.ts";

const REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["tool_calls", "tool-calls"],
  ["tool-calls", "tool-calls"],
  ["content_filter", "content-filter"],
  ["content-filter", "content-filter"],
]);

/** A finish reason as the wire or a library spells it. */
export function finishReason(told: unknown): FinishReason {
  return REASONS.get(told) ?? "unknown";
}

/** The one limit of a client of the `openai` kind, in ms: until the response begins. */
export function timeoutOf(settings: ProviderSettings, request: PeerCall["request"]): number {
  const { firstEvent = 120_000, total = 600_000 } = { ...settings.deadlines, ...request.deadlines };
  return Math.min(firstEvent, total);
}

import type { Part } from "./chunk.ts";

/** Parts that are no sign of an answer coming; what a raw event means, other parts tell. */
export const NO_PROGRESS: ReadonlySet<Part["type"]> = new Set([
  "queue",
  "usage",
  "warning",
  "provider",
  "raw",
]);

/** Parts that are content: once one was delivered, nothing may be sent again. */
export const CONTENT: ReadonlySet<Part["type"]> = new Set([
  "text",
  "reasoning",
  "tool-call-delta",
  "tool-call",
  "file",
]);

import type { Dialect } from "../dialect.ts";
import { askOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";

/** The simplest stream of events: each holds a piece of the text as it is, and `[DONE]` is the last. */
export const sseText: Dialect = defineDialect({
  name: "sse-text",
  framing: "sse",
  terminator: "done",
  abilities: ["error", "error-kinds", "sampling", "system", "history"],
  path: "/chat",
  ask: askOf,
  say: {
    text: ({ text }) => text,
    error: ({ error: { code, message } }) => ({ error: { code, message } }),
  },
  marker: "[DONE]",
  eventName: (data) => ("error" in data ? "error" : undefined),
});

import type { ScaffoldNames } from "./names.ts";

/** A dialect for the wire that `sseProvider` and `ndjsonProvider` read. */
export function lineDialect({ provider }: ScaffoldNames, framing: "sse" | "ndjson"): string {
  return `import { defineDialect, type Dialect } from "@g4f/conformance";

/**
 * How the upstream talks: what it reads from a request, and what it says for each step of a script.
 * The suite plays it; change it together with the provider until it is true to the real one.
 */
export const dialect: Dialect = defineDialect({
  name: "${provider}",
  framing: "${framing}",
  terminator: "finish",
  abilities: ["error", "error-kinds", "finish-reasons", "json", "system", "history"],
  path: "/chat",
  ask: ({ model, messages }) => ({
    model: String(model),
    messages: messages as { role: string; text: string }[],
  }),
  say: {
    text: ({ text }) => ({ text }),
    finish: ({ reason }) => ({ finish: reason }),
    error: ({ error }) => ({ error }),
  },
});
`;
}

import { defineDialect, type Dialect } from "../../src/index.ts";

/** Somebody else's wire: a prompt goes out, named events come back, `bye` is the last. */
export const stranger: Dialect = defineDialect({
  name: "stranger",
  framing: "sse",
  terminator: "finish",
  abilities: ["usage", "error", "json", "finish-reasons"],
  basePath: "/api",
  path: "/complete",
  ask: (body) => ({
    model: String(body["engine"]),
    messages: [{ role: "user", text: String(body["prompt"]) }],
  }),
  say: {
    open: () => ({ kind: "hello" }),
    text: ({ text }) => ({ kind: "word", word: text }),
    usage: ({ usage }) => ({ kind: "bill", in: usage.inputTokens, out: usage.outputTokens }),
    finish: ({ reason }) => ({ kind: "bye", why: reason }),
    error: ({ error }) => ({ kind: "oops", error: { code: error.code, message: error.message } }),
  },
  eventName: (data) => String(data["kind"]),
});

import type { Dialect } from "../dialect.ts";
import { askOf } from "./chat-request.ts";
import { defineDialect } from "./define-dialect.ts";

/** No events at all: the body is the text, and nothing but the framing of HTTP proves its end. */
export const plainText: Dialect = defineDialect({
  name: "plain-text",
  framing: "text",
  terminator: "eof",
  abilities: ["sampling", "system", "history"],
  path: "/chat",
  ask: askOf,
  say: { text: ({ text }) => text },
});

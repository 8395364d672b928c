import type { Dialect } from "../dialect.ts";
import { openaiChat } from "./openai-chat.ts";

/** Every built-in dialect, by the name that reports and commands know it by. */
export const DIALECTS: Readonly<Record<string, Dialect>> = Object.fromEntries(
  [openaiChat].map((dialect) => [dialect.name, dialect]),
);

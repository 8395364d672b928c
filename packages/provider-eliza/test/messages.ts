import type { Messages } from "@g4f/core";

/** A history of user messages only: what was answered between them does not matter. */
export function user(...texts: readonly string[]): Messages {
  return texts.map((content) => ({ role: "user", content }));
}

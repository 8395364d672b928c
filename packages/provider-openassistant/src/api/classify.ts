import type { ErrorCode } from "@g4f/core";

/** What a server's words mean where the status says something else; first match counts. */
const WORDS: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/not in allowed models|Model .{1,1000} not found/, "model_not_found"],
  [/exceeds max length|Maximum number of messages/, "context_length"],
  [/currently busy/, "overloaded"],
  [/Invalid token|Token expired|Unauthorized client|Missing token|User not found/, "auth"],
];

/**
 * The code of an error as Open Assistant's servers mean it: 403 is their only answer to a missing or
 * refused cookie, and 404 is about chats and paths, never about models. Undefined: the common table.
 */
export function classify(status: number | undefined, body: unknown): ErrorCode | undefined {
  if (status === undefined) return inBand(body);
  const said = wordsOf(body);
  const known =
    status < 500 || status === 503 ? WORDS.find(([words]) => words.test(said)) : undefined;
  if (known !== undefined) return known[1];
  if (status === 401 || status === 403) return "auth";
  return status === 404 ? "invalid_request" : undefined;
}

/** The text of an error event is a worker's, about itself: no words of it tell of key, model or request. */
function inBand(body: unknown): ErrorCode | undefined {
  const said = wordsOf(body);
  if (said === "") return undefined;
  return /^timeout$/i.test(said.trim()) ? "timeout" : "upstream";
}

function wordsOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (typeof body !== "object" || body === null) return "";
  const words: unknown = Reflect.get(body, "message") ?? Reflect.get(body, "detail");
  return typeof words === "string" ? words : "";
}

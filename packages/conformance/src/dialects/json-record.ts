import { parseJson } from "@g4f/core";

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The JSON object of a request body. @throws SyntaxError where it is none. */
export function parseRecord(body: string): JsonRecord {
  const value = parseJson(body);
  if (!isRecord(value)) throw new SyntaxError("the body is not a JSON object");
  return value;
}

/** Whether a value is an object that holds named values. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; of anything else, none. */
export function recordsOf(value: unknown): readonly JsonRecord[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter((item) => isRecord(item)) : [];
}

/** A string, or nothing. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Text of a message whose content is a string, or parts of which some are text. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return recordsOf(content)
    .map((part) => stringOf(part["text"]) ?? "")
    .join("");
}

/** Those of `names` (theirs → ours) that the body has. */
export function pick(body: JsonRecord, names: Readonly<Record<string, string>>): JsonRecord {
  const found = Object.entries(names).filter(([theirs]) => body[theirs] !== undefined);
  return Object.fromEntries(found.map(([theirs, ours]) => [ours, body[theirs]]));
}

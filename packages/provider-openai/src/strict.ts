import type { JsonSchema } from "@g4f/core";

/**
 * Whether a schema is of the kind that OpenAI can hold a model to: every object closed, and every
 * property of it required (https://platform.openai.com/docs/guides/structured-outputs).
 */
export function isStrict(schema: JsonSchema): boolean {
  return isStrictValue(schema, 0);
}

/** Deeper than the five levels that are allowed there, nothing can be strict. */
const DEEPEST = 32;

function isStrictValue(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item) => isStrictValue(item, depth + 1));
  const { properties, additionalProperties, required, type } = value as Readonly<
    Record<string, unknown>
  >;
  if (type === "object" || properties !== undefined) {
    if (additionalProperties !== false || !Array.isArray(required)) return false;
    const names = Object.keys(Object(properties));
    if (!names.every((name) => required.includes(name))) return false;
  }
  return Object.values(value).every((inner) => isStrictValue(inner, depth + 1));
}

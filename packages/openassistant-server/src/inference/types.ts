import { wrong, type Wrong } from "./fields.ts";

/** A string; numbers become one. */
export function text(value: unknown): string | Wrong {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return wrong("str type expected", "type_error.str");
}

/** A string of at most `most` characters. */
export function shortText(most: number): (value: unknown) => string | Wrong {
  return (value) => {
    const result = text(value);
    if (typeof result !== "string" || lengthOf(result) <= most) return result;
    const msg = `ensure this value has at most ${String(most)} characters`;
    return wrong(msg, "value_error.any_str.max_length", { limit_value: most });
  };
}

/** How many characters Python counts: surrogate pairs are one. */
export function lengthOf(value: string): number {
  let length = 0;
  for (const _ of value) length += 1;
  return length;
}

/** A whole number; fractions are cut off. */
export function integer(value: unknown): number | Wrong {
  if (typeof value === "number") return Math.trunc(value);
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string" && /^\s*[+-]?\d{1,15}\s*$/.test(value)) return Number(value);
  return wrong("value is not a valid integer", "type_error.integer");
}

/** A number, without any range. */
export function float(value: unknown): number | Wrong {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string" && /^\s*[+-]?\d{1,15}(?:\.\d{0,15})?\s*$/.test(value)) {
    return Number(value);
  }
  return wrong("value is not a valid float", "type_error.float");
}

/** Yes or no, in one of Python's many forms. */
export function flag(value: unknown): boolean | Wrong {
  const word = typeof value === "string" ? value.toLowerCase() : JSON.stringify(value);
  if (["true", "1", "on", "t", "yes", "y"].includes(word)) return true;
  if (["false", "0", "off", "f", "no", "n"].includes(word)) return false;
  return wrong("value could not be parsed to a boolean", "type_error.bool");
}

/** An object. */
export function dict(value: unknown): Readonly<Record<string, unknown>> | Wrong {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  return wrong("value is not a valid dict", "type_error.dict");
}

/** A list. */
export function list(value: unknown): readonly unknown[] | Wrong {
  return Array.isArray(value) ? value : wrong("value is not a valid list", "type_error.list");
}

/** One of the words. */
export function oneOf<T extends string>(words: readonly T[]): (value: unknown) => T | Wrong {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const permitted = words.map((word) => `'${word}'`).join(", ");
    const msg = `value is not a valid enumeration member; permitted: ${permitted}`;
    return wrong(msg, "type_error.enum", { enum_values: words });
  };
}

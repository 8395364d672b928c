import { setOwn } from "./set-own.ts";

/**
 * A deep copy of plain objects, arrays and bytes, frozen but for the bytes (which cannot be); anything
 * else (functions, URLs, signals) is kept as it is.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value, 0) as T;
}

/** Deeper than any request needs to be, and far from the end of the stack. */
const DEEPEST = 128;

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) throw new RangeError(`nested deeper than ${DEEPEST} levels`);
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copy(item, depth + 1)));
  if (!isPlain(value)) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  const twin: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) setOwn(twin, key, copy(fields[key], depth + 1));
  return Object.freeze(twin);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

import { hash } from "node:crypto";

import type { CallRequest } from "@g4f/core";

import type { Candidate } from "../lane.ts";

/** Fields that shape no answer. */
const BESIDE: ReadonlySet<string> = new Set(["signal", "deadlines", "proxy", "model"]);

/**
 * The key of an exact request to one account of one provider: the same for the same content, in
 * whatever order its fields stand. Undefined where it holds what has no content to compare, such as a
 * function. `owner` keeps accounts without a name apart.
 */
export function cacheKey(
  owner: string,
  { lane, model }: Candidate,
  request: CallRequest,
): string | undefined {
  const fields = Object.entries(request).filter(([name]) => !BESIDE.has(name));
  const account = lane.account ?? owner;
  try {
    const text = canonical([lane.source, account, model, Object.fromEntries(fields)], 0);
    return `cache ${hash("sha256", text)}`;
  } catch (error) {
    if (error instanceof Incomparable) return undefined;
    throw error;
  }
}

class Incomparable extends Error {}

const DEEPEST = 128;

function canonical(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new Incomparable();
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return canonicalObject(value, depth + 1);
  if (typeof value === "number") return String(value);
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  throw new Incomparable();
}

function canonicalObject(value: object, depth: number): string {
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString("base64")}`;
  if (value instanceof URL) return `url:${JSON.stringify(value.href)}`;
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth)).join(",")}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Incomparable();
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner, depth)}`).join(",")}}`;
}

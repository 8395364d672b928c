import type { ErrorCode } from "@g4f/core";

/**
 * What only Google says: a 429 names the quota that was exceeded, and each message speaks of plan and
 * billing. What is counted per day or is 0 is used up; what is counted per minute passes.
 */
export function classify(status: number | undefined, body: unknown): ErrorCode | undefined {
  const violations = violationsIn(body);
  if (violations.length === 0) return undefined;
  if (status !== undefined && status !== 429) return undefined;
  const used = violations.some(
    ({ quotaId, quotaValue }) => /PerDay/i.test(String(quotaId)) || quotaValue === "0",
  );
  return used ? "quota" : "rate_limit";
}

interface Violation {
  readonly quotaId?: unknown;
  readonly quotaValue?: unknown;
}

function violationsIn(body: unknown): Violation[] {
  const top: unknown = Array.isArray(body) ? body[0] : body;
  const details: unknown = Reflect.get(Object(Reflect.get(Object(top), "error")), "details");
  return list(details)
    .flatMap((detail) => list(Reflect.get(Object(detail), "violations")))
    .map((violation) => Object(violation) as Violation);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

import type { ErrorCode } from "@g4f/core";

/**
 * What only Google says: a 429 names the quota that was exceeded, and each message speaks of plan and
 * billing. What is counted per day or is 0 is used up; what is counted per minute passes.
 */
export function classify(status: number | undefined, body: unknown): ErrorCode | undefined {
  if (status !== undefined && status !== 429) return undefined;
  const details = detailsOf(body);
  const quotas = details.flatMap(({ violations }) => list(violations)).map(quotaOf);
  const limits = details.map(({ metadata }) => Reflect.get(Object(metadata), "quota_limit"));
  const ids = [...quotas.map(({ quotaId }) => quotaId), ...limits].filter(
    (id) => typeof id === "string",
  );
  if (ids.length === 0) return undefined;
  const used = ids.some((id) => /PerDay/i.test(id)) || quotas.some((q) => q.quotaValue === "0");
  return used ? "quota" : "rate_limit";
}

interface Detail {
  readonly violations?: unknown;
  readonly metadata?: unknown;
}

interface Quota {
  readonly quotaId?: unknown;
  readonly quotaValue?: unknown;
}

const quotaOf = (violation: unknown): Quota => Object(violation) as Quota;

function detailsOf(body: unknown): Detail[] {
  const top: unknown = Array.isArray(body) ? body[0] : body;
  const details: unknown = Reflect.get(Object(Reflect.get(Object(top), "error")), "details");
  return list(details).map((detail) => Object(detail) as Detail);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

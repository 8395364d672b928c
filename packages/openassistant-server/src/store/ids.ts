import { randomBytes } from "node:crypto";

/** An id in the form of the original: time first, then random bits, as a UUID of version 7. */
export function newId(now: number): string {
  const seconds = Math.floor(now / 1000);
  const fraction = Math.floor(((now % 1000) / 1000) * 2 ** 24);
  const time = seconds.toString(16).padStart(9, "0") + fraction.toString(16).padStart(6, "0");
  const random = randomBytes(8).toString("hex");
  const hex = `${time.slice(0, 12)}7${time.slice(12)}8${random.slice(0, 15)}`;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

/** UTC without a zone, in microseconds: `2026-11-20T10:02:30.553000`; no fraction where it is 0. */
export function wireDate(now: number): string {
  const text = new Date(now).toISOString().slice(0, -1);
  return text.endsWith(".000") ? text.slice(0, -4) : `${text}000`;
}

/** A seed as the original drew it: 0 to 2^64 - 2. */
export function newSeed(): bigint {
  return randomBytes(8).readBigUInt64BE() % (2n ** 64n - 1n);
}

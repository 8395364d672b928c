import { randomFillSync } from "node:crypto";

const LENGTH = 16;
/** The system is asked for many ids at once: it takes as long for one. */
const pool = Buffer.alloc(LENGTH * 256);
let used = pool.length;

/** 128 random bits, as 32 hex digits. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += LENGTH;
  return pool.toString("hex", used - LENGTH, used);
}

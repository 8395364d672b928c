import { setTimeout as delay } from "node:timers/promises";

const KINDS = ["Timeout", "TCPSocketWrap", "TCPServerWrap", "TLSWrap", "UDPWrap", "ProcessWrap"];
/** A connection or timer that is on its way out may take so long. */
const PATIENCE_MS = 500;
const POLL_MS = 5;

/** What keeps this process alive, by kind. */
export type Resources = ReadonlyMap<string, number>;

/** Counts what keeps this process alive. */
export function countResources(): Resources {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (KINDS.includes(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** What is there beyond `before` and stays: `2 Timeout`. Undefined: nothing. */
export async function leakedSince(before: Resources): Promise<string | undefined> {
  const until = performance.now() + PATIENCE_MS;
  let leaked = grown(before);
  while (leaked.length > 0 && performance.now() < until) {
    await delay(POLL_MS);
    leaked = grown(before);
  }
  return leaked.length === 0 ? undefined : leaked.join(", ");
}

function grown(before: Resources): string[] {
  const more: string[] = [];
  for (const [kind, count] of countResources()) {
    const extra = count - (before.get(kind) ?? 0);
    if (extra > 0) more.push(`${extra} ${kind}`);
  }
  return more;
}

import { isLoopback } from "@g4f/core/listen";

import type { Entry } from "./settings.ts";

/** Loopback answers at once or not at all. */
const LIMIT_MS = 500;

/**
 * The first provider whose local server runs here and proved by its own API what it is; a port that
 * merely answers is none. Providers without `manifest.local` are not looked for.
 */
export async function findLocal(
  entries: readonly Entry[],
  signal: AbortSignal,
): Promise<Entry | undefined> {
  const found = await Promise.all(
    entries.map(async (entry) => ((await isRunning(entry, signal)) ? entry : undefined)),
  );
  return found.find((entry) => entry !== undefined);
}

async function isRunning({ manifest }: Entry, signal: AbortSignal): Promise<boolean> {
  if (manifest?.local === undefined) return false;
  const { baseUrl, probe } = manifest.local;
  const url = new URL(probe, baseUrl);
  if (!isLoopback(url)) return false;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    const response = await fetch(url, { redirect: "error", signal: limit });
    const body: unknown = await response.json();
    return response.ok && typeof Reflect.get(Object(body), "version") === "string";
  } catch {
    // Not there, or something else: both mean no.
    return false;
  }
}

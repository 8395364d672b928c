import type { ProviderSettings } from "@g4f/core";

import { missingAuth, type Entry } from "../target/settings.ts";

/** Whether a provider can be asked, in a word, and why not. */
export interface ProviderState {
  readonly state: "works" | "deprecated" | "not working" | "key missing" | "not reachable";
  readonly reason?: string;
}

/** What manifest and settings tell; nothing is sent. */
export function stateOf(entry: Entry, settings: ProviderSettings): ProviderState {
  const { working = true, deprecated } = entry.manifest ?? {};
  if (!working && settings.baseUrl === undefined) {
    return { state: "not working", reason: deprecation(deprecated) ?? "nobody saw it work" };
  }
  const missing = missingAuth(entry, settings);
  if (missing !== undefined) return { state: "key missing", reason: missing };
  const reason = working ? deprecation(deprecated) : undefined;
  return reason === undefined ? { state: "works" } : { state: "deprecated", reason };
}

function deprecation(deprecated: NonNullable<Entry["manifest"]>["deprecated"]): string | undefined {
  if (deprecated === undefined) return undefined;
  const { reason, since, replacement } = deprecated;
  return `${reason} (since ${since})${replacement === undefined ? "" : `; use ${replacement}`}`;
}

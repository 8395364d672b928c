import type { ProviderSettings } from "@g4f/core";
import { isLoopback } from "@g4f/core/listen";

import type { Entry, FoundSettings } from "../target/settings.ts";

/** Whether a provider can be asked, in a word, and why not. */
export interface ProviderState {
  readonly state:
    | "works"
    | "unchecked"
    | "unverified"
    | "deprecated"
    | "not working"
    | "key missing"
    | "not reachable";
  readonly reason?: string;
}

/** What manifest and settings tell; nothing is sent. */
export function stateOf(
  entry: Entry,
  { settings, missing }: Pick<FoundSettings, "settings" | "missing">,
): ProviderState {
  const { working = true, deprecated } = entry.manifest ?? {};
  if (!working && settings.baseUrl === undefined) {
    return { state: "not working", reason: deprecation(deprecated) ?? "nobody saw it work" };
  }
  if (missing !== undefined) return { state: "key missing", reason: missing };
  const reason = working ? deprecation(deprecated) : undefined;
  if (reason !== undefined) return { state: "deprecated", reason };
  if (isOwn(entry, settings)) return { state: "unchecked", reason: "--check asks its server" };
  return verification(entry) === "never"
    ? { state: "unverified", reason: "its facts were not checked with its makers" }
    : { state: "works" };
}

/** When the facts about a provider were last seen to be true; `none needed` where nothing is sent. */
export function verification({ manifest }: Entry): string {
  if (manifest?.verified !== undefined) return manifest.verified.at;
  const isWireless = manifest?.baseUrl === undefined && manifest?.auth.length === 0;
  return isWireless ? "none needed" : "never";
}

/** A server that its user runs: whether it is there no manifest can tell. */
function isOwn({ manifest }: Entry, { baseUrl }: ProviderSettings): boolean {
  if (baseUrl !== undefined) return true;
  return manifest?.baseUrl !== undefined && isLoopback(new URL(manifest.baseUrl));
}

function deprecation(deprecated: NonNullable<Entry["manifest"]>["deprecated"]): string | undefined {
  if (deprecated === undefined) return undefined;
  const { reason, since, replacement } = deprecated;
  return `${reason} (since ${since})${replacement === undefined ? "" : `; use ${replacement}`}`;
}

import type { CookieWarning } from "@g4f/core/cookies";

import type { Found, Seal } from "./found.ts";

const SEALS: Readonly<Record<Seal, string>> = {
  "app-bound":
    "are under app-bound encryption, which the browser opens for itself alone: export them from within the browser",
  keyring:
    "are encrypted with a key of the keyring, which did not give it: unlock it, or install what asks it",
  dpapi: "are encrypted by DPAPI, which is not asked: export them from within the browser",
  unknown: "are encrypted in a way that is not known here: export them from within the browser",
};

/** What of a profile could not be read, and why; names, never values. */
export function warningsOf(profile: string, { sealed, partitioned }: Found): CookieWarning[] {
  const seals = Object.entries(sealed) as [Seal, readonly string[]][];
  const warnings: CookieWarning[] = seals.map(([seal, names]) => ({
    kind: "sealed",
    message: `${profile}: ${names.map((name) => JSON.stringify(shownName(name))).join(", ")} ${SEALS[seal]}`,
  }));
  if (partitioned > 0) {
    const message = `${profile}: ${partitioned} of containers or of pages within other sites left out`;
    warnings.push({ kind: "foreign", message });
  }
  return warnings;
}

/** A name may be anything; this is what a terminal can show of it, on one line. */
export function shownName(name: string): string {
  return name.slice(0, 64).replaceAll(/[^\x20-\x7e]/g, "?");
}

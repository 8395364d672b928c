import type { ProviderManifest } from "@g4f/core";

import type { Case } from "./case.ts";
import type { Dialect } from "./dialect.ts";

/**
 * Why a case has nothing to ask of a provider; undefined: it applies. What the wire can say comes from
 * the dialect, so that no manifest can talk its way out of a rule of the wire.
 */
export function notApplicable(
  one: Case,
  manifest: ProviderManifest,
  dialect: Dialect | undefined,
): string | undefined {
  if (dialect === undefined) {
    return one.level === "wireless" ? lacking(one, manifest) : "the provider has no wire";
  }
  if (one.level === "wireless") return "the provider has a wire";
  return lacking(one, manifest) ?? beyondWire(one, dialect);
}

function lacking({ needs = [] }: Case, { name, supports }: ProviderManifest): string | undefined {
  const missing = needs.filter((need) => supports[need] === false);
  return missing.length === 0 ? undefined : `${name} declares no ${missing.join(", no ")}`;
}

function beyondWire(one: Case, dialect: Dialect): string | undefined {
  if (one.dialects?.includes(dialect.name) === false) {
    return `the wire is ${dialect.name}, not ${one.dialects.join(" or ")}`;
  }
  const missing = (one.wire ?? []).filter((ability) => !dialect.abilities.includes(ability));
  if (missing.length > 0) return `${dialect.name} has no ${missing.join(", no ")}`;
  if (one.terminators?.includes(dialect.terminator) === false) {
    return `${dialect.name} ends with ${dialect.terminator}, not ${one.terminators.join(" or ")}`;
  }
  if (one.framings?.includes(dialect.framing) === false) {
    return `${dialect.name} is framed as ${dialect.framing}, not ${one.framings.join(" or ")}`;
  }
  return undefined;
}

import { needsOf, resolveModel, supportsOf } from "@g4f/core/engine";

import { Refusal } from "../refusal.ts";
import type { CallSetup } from "./open-call.ts";

/**
 * Refuses what the provider would refuse, in the words of the client's API: it knows nothing of the names
 * that its fields have here.
 * @throws Refusal that names the field.
 */
export function checkFields({ face, asked, found }: CallSetup): void {
  const { manifest } = found.provider;
  const supports = supportsOf(manifest, resolveModel(manifest, found.model));
  for (const need of needsOf(asked.call)) {
    const field = face.fields[need];
    if (supports[need] !== false || field === undefined) continue;
    throw new Refusal(`${field}: ${manifest.label} does not support it; leave it out`, {
      code: "not_supported",
      parameter: field,
      problem: "unsupported",
    });
  }
}

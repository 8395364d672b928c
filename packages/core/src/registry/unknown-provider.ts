import { ProviderError } from "../errors.ts";
import { suggest } from "../nearest.ts";
import { knowsModel, type RegistryEntry } from "./filter.ts";

/** Longer names are cut in messages. */
const MOST_SHOWN = 100;

/** The error for a `spec` whose provider is not among `entries`: what to write instead. */
export function unknownProvider(spec: string, entries: readonly RegistryEntry[]): ProviderError {
  const wanted = spec.split(":", 1)[0] ?? "";
  return new ProviderError(
    "invalid_request",
    `no provider is named ${quote(wanted)}${advice(spec, wanted, entries)}`,
  );
}

function advice(spec: string, wanted: string, entries: readonly RegistryEntry[]): string {
  if (entries.length === 0) return "; the registry is empty: register one first";
  const owners = entries
    .filter(({ manifest }) => manifest !== undefined && knowsModel(manifest, spec))
    .map(({ name }) => name);
  if (owners.length > 0) {
    const all = owners.slice(0, 3).join(", ");
    return `; ${quote(spec)} is a model of ${all}: write ${quote(`${owners[0]}:${spec}`)}`;
  }
  const names = entries.flatMap(({ name, aliases }) => [name, ...aliases]);
  const form = spec.includes(":") ? '; a model is named after its provider, "provider:model"' : "";
  return `${suggest(wanted, names)}${form}`;
}

/** One printable line, whatever stands in it. */
function quote(text: string): string {
  const cut = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return JSON.stringify(cut).replaceAll(
    /[^\x20-\x7e…]/g,
    (char) => String.raw`\u` + char.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

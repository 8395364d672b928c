import { modelId, type Capability, type ProviderManifest } from "../manifest.ts";

/** One registered provider, as `list` tells of it; nothing is loaded for that. */
export interface RegistryEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Undefined for a named factory that was given none and has made nothing yet. */
  readonly manifest: ProviderManifest | undefined;
}

/** Which entries are wanted; those that fulfil every condition. Without a manifest only `where` can fit. */
export interface RegistryFilter {
  readonly working?: boolean;
  readonly needsAuth?: boolean;
  /** Abilities that the provider, or one and the same known model of it, is said to have. */
  readonly supports?: Capability | readonly Capability[];
  /** Id or alias of a model that the provider is known to have. */
  readonly model?: string;
  readonly where?: (entry: RegistryEntry) => boolean;
}

/** Whether `entry` fulfils every condition of `filter`. */
export function matches(entry: RegistryEntry, filter: RegistryFilter): boolean {
  const { where, ...conditions } = filter;
  const wanted = Object.values(conditions).some((condition) => condition !== undefined);
  if (wanted && (entry.manifest === undefined || !fits(entry.manifest, conditions))) return false;
  return where === undefined || where(entry);
}

/** Whether `model` is an id or alias in the manifest's list. */
export function knowsModel({ models }: ProviderManifest, model: string): boolean {
  return (
    models.known.some((known) => modelId(known) === model) ||
    Object.hasOwn(models.aliases ?? {}, model)
  );
}

function fits(
  manifest: ProviderManifest,
  { working, needsAuth, supports, model }: Omit<RegistryFilter, "where">,
): boolean {
  return (
    (working === undefined || manifest.working === working) &&
    (needsAuth === undefined || manifest.needsAuth === needsAuth) &&
    (supports === undefined || hasAbilities(manifest, [supports].flat())) &&
    (model === undefined || knowsModel(manifest, model))
  );
}

function hasAbilities(manifest: ProviderManifest, wanted: readonly Capability[]): boolean {
  const own = manifest.models.known.map((model) =>
    typeof model === "string" ? {} : (model.supports ?? {}),
  );
  return [{}, ...own].some((model) => {
    const supports = { ...manifest.supports, ...model };
    return wanted.every((ability) => supports[ability] === true);
  });
}

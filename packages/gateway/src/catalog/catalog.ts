import type { ModelInfo, ProviderManifest } from "@g4f/core";
import type { Provider } from "@g4f/core/registry";

/** A model that is served. */
export interface Served {
  /** What clients call it. */
  readonly id: string;
  /** Name of the provider, or of the route, that answers. */
  readonly provider: string;
  readonly info?: ModelInfo;
}

/** Who answers for a model. */
export interface Found {
  /** The id of the catalog. */
  readonly id: string;
  /** As it was registered. */
  readonly name: string;
  readonly provider: Provider;
  /** As the provider knows it; undefined: its default. */
  readonly model: string | undefined;
}

/** A provider that is served. */
export interface ServedProvider {
  /** As it was registered. */
  readonly name: string;
  /** Undefined where it could not be made yet. */
  readonly manifest: ProviderManifest | undefined;
  /** Makes it, or gives what was made. Rejects with a `ProviderError`. */
  readonly provider: () => Promise<Provider>;
}

/** What is served, by model id. */
export interface Catalog {
  /** In a steady order, each id once. */
  readonly list: () => Promise<readonly Served[]>;
  /** Undefined where nothing of this id is served: it is then never answered by something else. */
  readonly find: (model: string) => Promise<Found | undefined>;
  /** The providers, in the order in which they are looked through. */
  readonly providers: () => readonly ServedProvider[];
  /** The part of it that one provider answers; undefined where none of this name is served. */
  readonly pinned: (provider: string) => Catalog | undefined;
}

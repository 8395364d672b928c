import type { ModelInfo } from "@g4f/core";
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
  readonly provider: Provider;
  /** As the provider knows it; undefined: its default. */
  readonly model: string | undefined;
}

/** What is served, by model id. */
export interface Catalog {
  /** In a steady order, each id once. */
  readonly list: () => Promise<readonly Served[]>;
  /** Undefined where nothing of this id is served: it is then never answered by something else. */
  readonly find: (model: string) => Promise<Found | undefined>;
}

import type { PriceTable } from "@g4f/core";
import type { RouteConfig } from "@g4f/router/config";

import type { KeyRules } from "../keys/rules.ts";
import type { GatewayLimits } from "../limits.ts";

/** A secret that stands elsewhere: `env:NAME`, or `file:path` from the folder of the configuration. */
type Reference = string;

/** One provider that is served. */
export interface ProviderConfig {
  /** Which provider it is, where its name here is another. */
  readonly use?: string;
  readonly apiKey?: Reference;
  /** Name → reference. */
  readonly cookies?: Readonly<Record<string, Reference>>;
  /** Sent with every call; a value may be a reference. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  /** `baseUrl` may be an address of a private network, or of this machine. */
  readonly allowPrivate?: boolean;
  /** A URL, or a reference to one. */
  readonly proxy?: string;
  /** What the provider's constructor takes beside these. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A key of the configuration itself. */
export interface FixedKey extends KeyRules {
  readonly name: string;
  readonly secret: Reference;
}

/** Where the gateway listens, and for whom. */
export interface ListenConfig {
  readonly host?: string;
  readonly port?: number;
  readonly allowedHosts?: readonly string[];
  readonly allowedOrigins?: readonly string[];
}

/** What `gateway.yaml` holds. */
export interface GatewayConfig {
  readonly listen?: ListenConfig;
  /** What is served, in the order in which a model is looked for. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  /** Other names → `provider:model`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Names → routes; each is a model of its name. */
  readonly routes?: Readonly<Record<string, RouteConfig>>;
  readonly keys?: {
    /** Kept by `g4f keys`; from the folder of the configuration. */
    readonly file?: string;
    readonly fixed?: readonly FixedKey[];
  };
  /** Prices by `provider:model`. */
  readonly prices?: PriceTable;
  readonly limits?: Partial<GatewayLimits>;
  readonly spend?: {
    /** From the folder of the configuration. */
    readonly file: string;
    readonly maxBytes?: number;
    readonly keep?: number;
  };
  /** Whether there is a line of JSON for each request. Default: as whoever starts the gateway has it. */
  readonly log?: boolean;
}

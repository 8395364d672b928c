import type { StateStore } from "@g4f/router";

import type { Catalog } from "./catalog/catalog.ts";
import type { KeyRing, Spend } from "./client.ts";
import type { GatewayLimits } from "./limits.ts";
import type { LogDestination } from "./ops/request-log.ts";

/** What may be replaced while a gateway runs; a request keeps what it began with. */
export interface GatewaySetup {
  /** What is served; `createCatalog` makes one of a registry. */
  readonly catalog: Catalog;
  /** Who may ask. Default: one key, made at random; see `Gateway.secret`. */
  readonly keys?: KeyRing;
}

/** How a gateway is set up. */
export interface GatewayOptions extends GatewaySetup {
  /** Default: 127.0.0.1. Any other than loopback needs `keys`. */
  readonly host?: string;
  /** Default: 0, any that is free. */
  readonly port?: number;
  /**
   * Names by which clients reach it, beside its address: `gateway.example.com`, at any port unless one is
   * written. A `Host` header with another name is refused: it is how a page gets at a server behind it.
   */
  readonly allowedHosts?: readonly string[];
  /** Origins of pages that may call, such as `https://app.example.com`. Default: none. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<GatewayLimits>;
  /** Where stored answers live. Default: the memory of the process. */
  readonly store?: StateStore;
  /** Where one line of JSON for each request goes. Default: nowhere. */
  readonly log?: LogDestination;
  /** Told of every call that was let in, when it is over. Must not throw, and not wait. */
  readonly onSpend?: (spend: Spend) => void;
}

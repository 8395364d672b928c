import type { Admission } from "./admission/admission.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { KeyRing, Spend } from "./client.ts";
import type { InFlight } from "./in-flight.ts";
import type { GatewayLimits } from "./limits.ts";
import type { Metrics } from "./ops/metrics.ts";
import type { ProviderHealth } from "./ops/provider-health.ts";
import type { RequestLog } from "./ops/request-log.ts";

/** What every request of a running gateway shares. */
export interface GatewayState {
  /** Replaced as a whole when the operator's configuration changes; a request keeps what it began with. */
  catalog: Catalog;
  keys: KeyRing;
  draining: boolean;
  readonly limits: GatewayLimits;
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly health: ProviderHealth;
  readonly log: RequestLog;
  readonly onSpend: ((spend: Spend) => void) | undefined;
  readonly inFlight: InFlight;
}

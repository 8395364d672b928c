import { ADMISSION_DEFAULTS, type AdmissionLimits } from "./admission/admission.ts";
import { RELAY_DEFAULTS, type RelayTimes } from "./relay/relay.ts";

/** What a gateway bounds. */
export interface GatewayLimits extends AdmissionLimits, RelayTimes {
  /** Most bytes of a body. Default 32 MiB. */
  readonly maxBodyBytes: number;
  /** How long running answers may go on after `drain`, in ms. Default 30 000. */
  readonly drainMs: number;
}

const DEFAULTS: GatewayLimits = {
  ...ADMISSION_DEFAULTS,
  ...RELAY_DEFAULTS,
  maxBodyBytes: 32 * 1024 * 1024,
  drainMs: 30_000,
};

/** What may be limited. */
export const LIMIT_NAMES: readonly string[] = Object.keys(DEFAULTS);

/**
 * Complete limits.
 * @throws TypeError for one that is unknown, or no number from 0 on.
 */
export function limitsFrom(given: Partial<GatewayLimits> = {}): GatewayLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULTS, name)) {
      throw new TypeError(
        `limits: ${name} is unknown; there are ${Object.keys(DEFAULTS).join(", ")}`,
      );
    }
    if (typeof value !== "number" || !(value >= 0)) {
      throw new TypeError(`limits: ${name} must be a number from 0 on`);
    }
  }
  return { ...DEFAULTS, ...given };
}

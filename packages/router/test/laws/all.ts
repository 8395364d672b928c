import { attempts, delays } from "./bounds.ts";
import { duplicates } from "./duplicates.ts";
import { longRetryAfter, refusedKey, slowKey } from "./keys.ts";
import type { Law } from "./law.ts";
import { requestLimit, tokenLimit } from "./limits.ts";
import { recovery } from "./recovery.ts";
import { storm, stormBroken } from "./storm.ts";

/** Every law of the router, in the order in which the table has them. */
export const LAWS: readonly Law[] = [
  storm,
  stormBroken,
  duplicates,
  attempts,
  delays,
  longRetryAfter,
  refusedKey,
  slowKey,
  recovery,
  requestLimit,
  tokenLimit,
];

import { ours } from "./ours.ts";
import { passThrough } from "./pass-through.ts";
import { portkey } from "./portkey.ts";
import type { Relay } from "./relay.ts";

/** Every relay, in the order of the table. */
export const RELAYS: readonly Relay[] = [passThrough, ours, portkey];

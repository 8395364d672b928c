import { gateways } from "./gateways.ts";
import { imports } from "./imports.ts";
import { firstToken, small } from "./latency.ts";
import { layers } from "./layers.ts";
import { longLine, slowStreams, toolArguments } from "./load.ts";
import { recorded } from "./recorded.ts";
import { startup } from "./startup.ts";
import type { Suite } from "./suite.ts";
import { tokens } from "./tokens.ts";

/** Every suite, in the order in which they are run. */
export const SUITES: readonly Suite[] = [
  tokens,
  recorded,
  firstToken,
  small,
  slowStreams,
  longLine,
  toolArguments,
  layers,
  gateways,
  imports,
  startup,
];

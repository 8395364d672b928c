import type { Broken } from "./broken.ts";
import { CONNECT } from "./connect.ts";
import { ENDING } from "./ending.ts";
import { FRAMING } from "./framing.ts";
import { PAYLOAD } from "./payload.ts";
import { STATUS } from "./status.ts";

/** Every broken provider. A family is a file here and a line below. */
export const BROKEN: readonly Broken[] = [FRAMING, PAYLOAD, ENDING, STATUS, CONNECT].flat();

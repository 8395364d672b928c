import type { Case } from "./case.ts";
import { ABORT } from "./cases/abort.ts";
import { INVALID } from "./cases/invalid.ts";
import { ISOLATION } from "./cases/isolation.ts";
import { LEAVE } from "./cases/leave.ts";
import { READ } from "./cases/read.ts";
import { REQUEST_WIRE } from "./cases/request-wire.ts";
import { REQUEST } from "./cases/request.ts";

/** Every case, in the order in which they run. A family is a file in `cases/` and a line here. */
export const CASES: readonly Case[] = [
  ABORT,
  LEAVE,
  READ,
  REQUEST,
  REQUEST_WIRE,
  INVALID,
  ISOLATION,
].flat();

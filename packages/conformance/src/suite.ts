import type { Case } from "./case.ts";
import { ABORT } from "./cases/abort.ts";
import { LEAVE } from "./cases/leave.ts";
import { READ } from "./cases/read.ts";

/** Every case, in the order in which they run. A family is a file in `cases/` and a line here. */
export const CASES: readonly Case[] = [ABORT, LEAVE, READ].flat();

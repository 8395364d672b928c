import { ABORT } from "./abort.ts";
import type { Broken } from "./broken.ts";
import { CONNECT } from "./connect.ts";
import { ENDING } from "./ending.ts";
import { FRAMING } from "./framing.ts";
import { ISOLATION } from "./isolation.ts";
import { LEAVE } from "./leave.ts";
import { MEMORY } from "./memory.ts";
import { OPENAI } from "./openai.ts";
import { PAYLOAD } from "./payload.ts";
import { READ } from "./read.ts";
import { REASONING } from "./reasoning.ts";
import { REQUEST } from "./request.ts";
import { SECRETS } from "./secrets.ts";
import { SEMANTICS } from "./semantics.ts";
import { SIMPLE } from "./simple.ts";
import { STATEFUL } from "./stateful.ts";
import { STATUS } from "./status.ts";
import { TOOLS } from "./tools.ts";
import { WIRELESS } from "./wireless.ts";

/** Every broken provider. A family is a file here and a line below. */
export const BROKEN: readonly Broken[] = [
  FRAMING,
  PAYLOAD,
  ENDING,
  SIMPLE,
  STATUS,
  CONNECT,
  ABORT,
  LEAVE,
  READ,
  REQUEST,
  ISOLATION,
  SEMANTICS,
  MEMORY,
  TOOLS,
  OPENAI,
  REASONING,
  STATEFUL,
  SECRETS,
  WIRELESS,
].flat();

import type { Case } from "./case.ts";
import { ABORT_CONNECTING } from "./cases/abort-connecting.ts";
import { ABORT } from "./cases/abort.ts";
import { AFTER_END } from "./cases/after-end.ts";
import { BYTES } from "./cases/bytes.ts";
import { CAPABILITY } from "./cases/capability.ts";
import { CONNECT } from "./cases/connect.ts";
import { CORPUS } from "./cases/corpus.ts";
import { DEADLINES } from "./cases/deadlines.ts";
import { DECLARED } from "./cases/declared.ts";
import { ENDING } from "./cases/ending.ts";
import { EXCHANGE } from "./cases/exchange.ts";
import { FAULTS } from "./cases/faults.ts";
import { FRAMING } from "./cases/framing.ts";
import { IN_BAND } from "./cases/in-band.ts";
import { INVALID } from "./cases/invalid.ts";
import { ISOLATION } from "./cases/isolation.ts";
import { LEAVE } from "./cases/leave.ts";
import { MEMORY } from "./cases/memory.ts";
import { NOT_A_STREAM } from "./cases/not-a-stream.ts";
import { OPENAI_CHAT } from "./cases/openai-chat.ts";
import { OPENAI_REQUEST } from "./cases/openai-request.ts";
import { PAYLOAD } from "./cases/payload.ts";
import { PROXY } from "./cases/proxy.ts";
import { READ } from "./cases/read.ts";
import { REASONING } from "./cases/reasoning.ts";
import { REDIRECTS } from "./cases/redirects.ts";
import { REQUEST_WIRE } from "./cases/request-wire.ts";
import { REQUEST } from "./cases/request.ts";
import { RESULT } from "./cases/result.ts";
import { SAMPLING } from "./cases/sampling.ts";
import { SECRETS } from "./cases/secrets.ts";
import { SEMANTICS } from "./cases/semantics.ts";
import { STATEFUL } from "./cases/stateful.ts";
import { STATUS_CODES } from "./cases/status-codes.ts";
import { STATUS } from "./cases/status.ts";
import { SWEEP } from "./cases/sweep.ts";
import { TOOLS } from "./cases/tools.ts";
import { TRANSPORT } from "./cases/transport.ts";
import { UNASKED } from "./cases/unasked.ts";
import { USAGE } from "./cases/usage.ts";
import { WIRELESS } from "./cases/wireless.ts";

/** Every case, in the order in which they run. A family is a file in `cases/` and a line here. */
export const CASES: readonly Case[] = [
  TRANSPORT,
  FRAMING,
  PAYLOAD,
  BYTES,
  ENDING,
  AFTER_END,
  SWEEP,
  STATUS_CODES,
  STATUS,
  CORPUS,
  NOT_A_STREAM,
  CONNECT,
  EXCHANGE,
  PROXY,
  IN_BAND,
  DEADLINES,
  ABORT,
  ABORT_CONNECTING,
  LEAVE,
  READ,
  REQUEST,
  REQUEST_WIRE,
  INVALID,
  ISOLATION,
  RESULT,
  CAPABILITY,
  DECLARED,
  SAMPLING,
  SEMANTICS,
  USAGE,
  UNASKED,
  MEMORY,
  TOOLS,
  REASONING,
  OPENAI_CHAT,
  OPENAI_REQUEST,
  STATEFUL,
  SECRETS,
  FAULTS,
  REDIRECTS,
  WIRELESS,
].flat();

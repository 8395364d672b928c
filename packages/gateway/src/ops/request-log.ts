import type { Attempt, Usage } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import { pino, type Logger } from "pino";

import type { FailureCode } from "../failure.ts";
import type { Outcome } from "../relay/relay.ts";
import { logged } from "./logged.ts";

/** Where lines go, each with its line end. `process.stderr` is one. */
export interface LogDestination {
  readonly write: (line: string) => unknown;
}

/** One request that is over. No prompt, no answer and no key is in it. */
export interface LoggedRequest {
  readonly requestId: string;
  readonly client: string | undefined;
  readonly method: string;
  /** As it was registered, not as it was written. */
  readonly route: string;
  readonly status: number;
  readonly outcome: Outcome;
  readonly ms: number;
  readonly firstByteMs?: number | undefined;
  readonly model?: string | undefined;
  readonly stream?: boolean | undefined;
  readonly provider?: string | undefined;
  readonly code?: FailureCode | undefined;
  readonly error?: string | undefined;
  readonly usage?: Usage | undefined;
  readonly attempts?: readonly Attempt[] | undefined;
}

/** Writes one line of JSON for each request. */
export class RequestLog {
  readonly #pino: Logger;

  /** Without a destination nothing is written. */
  constructor(destination: LogDestination | undefined) {
    const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.#pino =
      destination === undefined
        ? pino({ enabled: false })
        : pino(options, { write: (line) => void destination.write(line) });
  }

  /** Whether requests are written anywhere. */
  get isOpen(): boolean {
    return this.#pino.isLevelEnabled("info");
  }

  write(request: LoggedRequest): void {
    const { model, error, attempts, usage, ms, firstByteMs } = request;
    const line = defined({
      ...request,
      ms: Math.round(ms),
      firstByteMs: firstByteMs === undefined ? undefined : Math.round(firstByteMs),
      model: model === undefined ? undefined : logged(model),
      error: error === undefined ? undefined : logged(error),
      usage,
      attempts: attempts?.map(attemptOf),
    });
    if (request.status >= 500) this.#pino.warn(line, "request");
    else this.#pino.info(line, "request");
  }

  /** A fault of the gateway itself. */
  fault(requestId: string, error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#pino.error({ requestId, stack: stack.split("\n").map(logged) }, "fault");
  }
}

function attemptOf({ provider, model, ms, error }: Attempt): object {
  return defined({ provider, model: logged(model), ms: Math.round(ms), code: error?.code });
}

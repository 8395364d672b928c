import { portOf } from "@g4f/core/listen";
import type { FastifyInstance } from "fastify";

import { Admission } from "./admission/admission.ts";
import { keyRing, newSecret } from "./auth/digest-ring.ts";
import { createRoutes } from "./create-routes.ts";
import { Drain } from "./drain.ts";
import { InFlight } from "./in-flight.ts";
import { limitsFrom } from "./limits.ts";
import { checkAddress, urlOf } from "./listen/address.ts";
import { LoopDelay } from "./ops/loop-delay.ts";
import { Metrics } from "./ops/metrics.ts";
import { ProviderHealth } from "./ops/provider-health.ts";
import { RequestLog } from "./ops/request-log.ts";
import type { GatewayOptions, GatewaySetup } from "./options.ts";
import type { GatewayState } from "./state.ts";

/** Where a gateway listens. */
export interface Listening {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

/** A server that puts providers behind the APIs that clients speak. */
export interface Gateway extends AsyncDisposable {
  /** The one key, made at random, where no `keys` were given; shown to a person once, and kept nowhere. */
  readonly secret: string | undefined;
  /** Rejects where the port is taken or the address is none of this machine. */
  readonly listen: () => Promise<Listening>;
  /** Replaces catalog and keys for requests from now on. Keys that are not given stay as they are. */
  readonly reconfigure: (setup: GatewaySetup) => void;
  /**
   * Takes nothing new, and lets running answers end: `/readyz` is 503 at once, the port is given back.
   * What runs at the end of `limits.drainMs` ends with an error that its client is told.
   */
  readonly drain: () => Promise<void>;
  /** Ends every answer at once, each with an error, and gives the port back. */
  readonly close: () => Promise<void>;
}

/**
 * A gateway. Nothing happens before `listen`.
 * @throws TypeError for limits that are none, and for an address that others reach without `keys`.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { host = "127.0.0.1", port = 0, keys } = options;
  checkAddress(host, keys !== undefined);
  const secret = keys === undefined ? newSecret() : undefined;
  const delay = new LoopDelay();
  const state = stateOf(options, secret, delay);
  const app = createRoutes(state, delay, options);
  let listening: Promise<Listening> | undefined;
  const ending = new Drain(app, state);
  const end = async (limitMs: number): Promise<void> => {
    await ending.begin(limitMs);
    delay.stop();
  };
  const close = async (): Promise<void> => {
    const over = end(0);
    // A drain that is on its way ends now.
    ending.cut();
    await over;
  };
  return {
    secret,
    listen: () => (listening ??= listen(app, delay, host, port)),
    reconfigure: ({ catalog, keys: changed }) => {
      state.catalog = catalog;
      if (changed !== undefined) state.keys = changed;
    },
    drain: () => end(state.limits.drainMs),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function stateOf(
  { catalog, keys, limits: given, log, onSpend }: GatewayOptions,
  secret: string | undefined,
  delay: LoopDelay,
): GatewayState {
  const limits = limitsFrom(given);
  const admission = new Admission(limits);
  const own = { id: "default", name: "default" };
  return {
    catalog,
    keys: keys ?? keyRing(secret === undefined ? [] : [{ client: own, secret }]),
    draining: false,
    limits,
    admission,
    metrics: new Metrics({ load: () => admission.load, loopDelayMs: () => delay.worstMs }),
    health: new ProviderHealth(),
    log: new RequestLog(log),
    onSpend,
    inFlight: new InFlight(),
  };
}

async function listen(
  app: FastifyInstance,
  delay: LoopDelay,
  host: string,
  port: number,
): Promise<Listening> {
  await app.listen({ host, port });
  delay.start();
  const actual = portOf(app.server);
  return { url: urlOf(host, actual), host, port: actual };
}

import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";

import type { ErrorPhase } from "../errors.ts";
import { networkError, type FaultPlace } from "./network-error.ts";

/** One end to connect to. */
export interface Endpoint {
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
}

/** How sockets are opened. */
export interface SocketSettings {
  readonly lookup?: LookupFunction;
  /** What to trust. Default: the authorities of the runtime. */
  readonly trust?: SecureContext;
}

/** One try to get a connection; `phase` says how far it is, `signal` destroys what it has opened. */
export interface Attempt {
  readonly signal: AbortSignal;
  phase: ErrorPhase;
  /** `host:port` of the proxy, for messages, once one is being connected to. */
  proxy?: string;
}

/** Where an attempt stands that is to lead to `hostname`. */
export function placeOf({ phase, proxy }: Attempt, hostname: string): FaultPlace {
  return { phase, host: phase === "proxy" ? (proxy ?? hostname) : hostname };
}

/** How long one address of several may take. Node cuts the try then, so a slow line needs more than its 250 ms. */
const ADDRESS_MS = 500;
const KEEP_ALIVE_PROBE_MS = 60_000;

/**
 * Connects, by TLS where `secure`: then name and chain are verified whatever the environment says.
 * `carrier` is a connection that leads there already. Rejects with a ProviderError.
 */
export function openSocket(
  endpoint: Endpoint,
  settings: SocketSettings,
  attempt: Attempt,
  carrier?: Socket,
): Promise<Socket> {
  const { hostname, secure } = endpoint;
  if (carrier !== undefined && !secure) return Promise.resolve(carrier);
  // Behind a proxy phase the whole way to the proxy is the proxy's, whatever step of it fails.
  const upToProxy = attempt.phase === "proxy" && carrier === undefined;
  const step = (phase: ErrorPhase): void => {
    if (!upToProxy) attempt.phase = phase;
  };
  step(carrier === undefined ? "connect" : "tls");
  return new Promise((resolve, reject) => {
    const socket = secure ? tls(endpoint, settings, carrier) : tcp(endpoint, settings);
    const fail = (error: unknown): void => {
      reject(networkError(error, placeOf(attempt, hostname)));
    };
    attempt.signal.addEventListener("abort", () => socket.destroy(), { once: true });
    if (secure) socket.once("connect", () => step("tls"));
    socket.once(secure ? "secureConnect" : "connect", () => resolve(socket));
    // Both stay: an error between two steps must find a listener, and settling twice is harmless.
    socket.on("error", fail);
    socket.once("close", () => fail(closedEarly()));
  });
}

function tcp({ hostname, port }: Endpoint, { lookup }: SocketSettings): Socket {
  return connectTcp({
    host: hostname,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
    autoSelectFamilyAttemptTimeout: ADDRESS_MS,
    ...(lookup === undefined ? {} : { lookup }),
  });
}

function tls({ hostname, port }: Endpoint, settings: SocketSettings, carrier?: Socket): Socket {
  const { lookup, trust } = settings;
  const options = {
    host: hostname,
    port,
    servername: isIP(hostname) === 0 ? hostname : "",
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_MS,
    ...(lookup === undefined ? {} : { lookup }),
    ...(trust === undefined ? {} : { secureContext: trust }),
    ...(carrier === undefined ? {} : { socket: carrier }),
  };
  return connectTls(options).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
}

function closedEarly(): Error {
  return Object.assign(new Error("the socket closed before it was connected"), {
    code: "ECONNRESET",
  });
}

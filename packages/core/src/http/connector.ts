import { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";

import { ProviderError } from "../errors.ts";
import { plainCause } from "./network-error.ts";
import { proxyPlace } from "./proxy.ts";
import { resolveHost } from "./resolve.ts";
import type { Route } from "./route.ts";
import { openSocket, type Attempt, type Endpoint, type SocketSettings } from "./socket.ts";
import { openSocks } from "./socks.ts";
import { openTunnel } from "./tunnel.ts";
import { portOf } from "./url.ts";

/** Opens one connection to `target`. Rejects with a ProviderError; a dead attempt leaves no socket. */
export type Dial = (target: Endpoint, attempt: Attempt) => Promise<Socket>;

/**
 * How the connections of a route are opened: straight, to its proxy, or through a tunnel of it. A
 * proxy that fails fails the connection; nothing is ever connected around it.
 * @throws ProviderError `invalid_request` where the certificates to trust cannot be read.
 */
export function dialOf({ kind, proxy, ca }: Route, base: SocketSettings): Dial {
  const settings = ca === undefined ? base : { ...base, trust: trusting(ca) };
  if (proxy === undefined) return (target, attempt) => openSocket(target, settings, attempt);
  const server = endpointOf(proxy);
  // A proxy is not the target: it may be signed by that authority or by a public one.
  const toProxy =
    ca === undefined || !server.secure
      ? base
      : { ...base, trust: trusting(ca, getCACertificates("default")) };
  const dialProxy = (attempt: Attempt): Promise<Socket> => {
    attempt.phase = "proxy";
    attempt.proxy = proxyPlace(proxy);
    return openSocket(server, toProxy, attempt);
  };
  if (kind === "forward") return (_target, attempt) => dialProxy(attempt);
  const tunnel = tunnelOf(proxy, base, dialProxy);
  return async (target, attempt) =>
    await openSocket(target, settings, attempt, await tunnel(target, attempt));
}

/** How a connection through a proxy is opened: what is written to it arrives at the target. */
function tunnelOf(
  proxy: URL,
  { lookup }: SocketSettings,
  dialProxy: (attempt: Attempt) => Promise<Socket>,
): Dial {
  const ask = proxy.protocol.startsWith("socks") ? openSocks : openTunnel;
  return async (target, attempt) => {
    let named = target;
    if (proxy.protocol === "socks5:") {
      named = { ...target, hostname: await resolveHost(target.hostname, lookup) };
      // A lookup cannot be stopped: nothing is opened for one that is not wanted any more.
      attempt.signal.throwIfAborted();
    }
    const carrier = await dialProxy(attempt);
    await ask(carrier, proxy, named);
    return carrier;
  };
}

/** The end that a URL names. */
export function endpointOf({
  protocol,
  hostname,
  port,
}: Pick<URL, "protocol" | "hostname" | "port">): Endpoint {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return {
    hostname: isIP(bare) === 6 ? bare : hostname,
    port: portOf({ protocol, port }),
    secure: protocol === "https:",
  };
}

function trusting(ca: string, others: readonly string[] = []): SecureContext {
  try {
    // Without this a text that holds no certificate would be no error, but trust nobody.
    void new X509Certificate(ca).subject;
    return createSecureContext({ ca: [ca, ...others] });
  } catch (error) {
    throw new ProviderError(
      "invalid_request",
      "tls.ca holds no certificate that can be read as PEM",
      { cause: plainCause(error) },
    );
  }
}

import { request as httpRequest } from "node:http";
import type { Socket } from "node:net";

import { ProviderError } from "../errors.ts";
import { networkError, plainCause } from "./network-error.ts";
import { proxyAuthorization, proxyPlace, proxyRefusal } from "./proxy.ts";
import type { Endpoint } from "./socket.ts";

/**
 * Asks the proxy at the other end of `socket` for a tunnel and resolves once it stands. The socket
 * stays the caller's: destroying it ends a proxy that hangs or drips. Rejects with a ProviderError of
 * phase `proxy`.
 */
export function openTunnel(socket: Socket, proxy: URL, target: Endpoint): Promise<void> {
  const authority = authorityOf(target);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...proxyAuthorization(proxy) },
      createConnection: () => socket,
    });
    request.once("connect", (response, _socket, head) => {
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) return reject(proxyRefusal(proxy, status));
      if (head.length > 0) socket.unshift(head);
      resolve();
    });
    request.on("error", (error) => reject(tunnelError(error, proxy)));
    request.end();
  });
}

/** `host:port`, with the brackets that an IPv6 address needs. */
function authorityOf({ hostname, port }: Endpoint): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

function tunnelError(error: Error, proxy: URL): ProviderError {
  const code: unknown = Reflect.get(error, "code");
  if (typeof code !== "string" || !code.startsWith("HPE_")) {
    return networkError(error, { phase: "proxy", host: proxyPlace(proxy) });
  }
  return new ProviderError(
    "network",
    `proxy ${proxyPlace(proxy)} answered CONNECT with something else than HTTP`,
    {
      phase: "proxy",
      retryable: false,
      cause: plainCause(error),
    },
  );
}

import type { LookupFunction } from "node:net";

import { ProviderError } from "../errors.ts";
import { Exchange } from "./exchange.ts";
import { networkError } from "./network-error.ts";
import type { Pools } from "./pools.ts";
import { routeOf } from "./route.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** How a transport over undici is set up. */
export interface UndiciTransportOptions {
  /** Resolves host names, of proxies too. Default: the system's. */
  readonly lookup?: LookupFunction;
  /**
   * In ms: name, proxy and TLS of one connection together, for callers whose signal has no deadline
   * of its own. Default: 120 000.
   */
  readonly connectMs?: number;
  /** How many combinations of proxy and certificates keep connections open. Default: 32. */
  readonly maxPools?: number;
}

let shared: Transport | undefined;

/**
 * HTTP/1.1 over undici. Connections are kept per origin, proxy and TLS settings; an idle one does not
 * keep the process alive. undici is loaded with the first request. Redirects are not followed, bodies
 * not decoded, and there are no deadlines but `connectMs`: the caller's signal carries them.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { connectMs = 120_000, maxPools = 32, lookup } = options;
  const settings = { connectMs, maxPools, ...(lookup === undefined ? {} : { lookup }) };
  const live = new Set<Exchange>();
  let pools: Promise<Pools> | undefined;
  let closed = false;

  const load = async (): Promise<Pools> => new (await import("./pools.ts")).Pools(settings);

  const send = async (request: TransportRequest): Promise<TransportResponse> => {
    if (closed) throw new TypeError("the transport is closed; make a new one to send requests");
    const route = routeOf(request);
    const exchange = new Exchange(request, route, (over) => live.delete(over));
    if (exchange.over) return await exchange.response;
    live.add(exchange);
    pools ??= load();
    pools
      .then((loaded) => exchange.over || loaded.dispatch(route, request, exchange))
      .catch((error: unknown) => {
        exchange.fail(networkError(error, { phase: "prepare", host: request.url.hostname }));
      });
    return await exchange.response;
  };

  return {
    request: send,
    close: async () => {
      closed = true;
      for (const exchange of live) {
        exchange.fail(new ProviderError("aborted", "the transport was closed", { phase: "close" }));
      }
      await (await pools)?.close();
    },
  };
}

/** The transport of all providers of the process that were given none; made at the first call. */
export function sharedTransport(): Transport {
  shared ??= undiciTransport();
  return shared;
}

import type { LookupFunction } from "node:net";

import { ProviderError } from "../errors.ts";
import { Exchange } from "./exchange.ts";
import { networkError } from "./network-error.ts";
import type { Pools } from "./pools.ts";
import { routeOf, type Route } from "./route.ts";
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
  let loaded: Pools | undefined;
  let closed = false;

  const load = async (): Promise<Pools> =>
    (loaded = new (await import("./pools.ts")).Pools(settings));

  const fail = (exchange: Exchange, error: unknown): void => {
    const { hostname: host } = exchange.request.url;
    exchange.fail(networkError(error, { phase: "prepare", host }));
  };
  const dispatch = (to: Pools, route: Route, exchange: Exchange): void => {
    try {
      if (!exchange.over) to.dispatch(route, exchange);
    } catch (error) {
      fail(exchange, error);
    }
  };

  const begin = (request: TransportRequest): Promise<TransportResponse> => {
    if (closed) throw new TypeError("the transport is closed; make a new one to send requests");
    const route = routeOf(request);
    const exchange = new Exchange(request, route, (over) => live.delete(over));
    if (exchange.over) return exchange.response;
    live.add(exchange);
    if (loaded !== undefined) {
      dispatch(loaded, route, exchange);
      return exchange.response;
    }
    pools ??= load();
    pools.then(
      (to) => dispatch(to, route, exchange),
      (error: unknown) => fail(exchange, error),
    );
    return exchange.response;
  };

  const send = (request: TransportRequest): Promise<TransportResponse> => {
    try {
      return begin(request);
    } catch (error) {
      return Promise.reject(error);
    }
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

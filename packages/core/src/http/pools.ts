import type { LookupFunction } from "node:net";

import { Agent, Client, Pool, type Dispatcher } from "undici";

import { dialOf, type Dial } from "./connector.ts";
import { Exchange } from "./exchange.ts";
import { Line } from "./line.ts";
import type { Route } from "./route.ts";

/** How pools are made. */
export interface PoolSettings {
  readonly lookup?: LookupFunction;
  readonly connectMs: number;
  readonly maxPools: number;
}

const CLIENT: Client.Options = {
  pipelining: 1,
  allowH2: false,
  // The deadlines of a call lie above; undici's would be a second, coarser set.
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: 16 * 1024,
};

/** A client that tells the exchange which connection it gets. */
class LineClient extends Client {
  readonly #line: Line;

  constructor(origin: string | URL, line: Line) {
    super(origin, { ...CLIENT, connect: line.connect });
    this.#line = line;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    if (handler instanceof Exchange) handler.assign(this.#line);
    return super.dispatch(options, handler);
  }
}

/**
 * The connections of a transport: one agent per way (direct, or by a proxy) and certificates to
 * trust, in it one pool per origin. The agent that was not used for longest is let go of when there
 * are too many; what it carries is finished.
 */
export class Pools {
  readonly #settings: PoolSettings;
  readonly #agents = new Map<string, Agent>();

  constructor(settings: PoolSettings) {
    this.#settings = settings;
  }

  /** Sends; what happens is told to the exchange. */
  dispatch(route: Route, exchange: Exchange): void {
    const { method, body } = exchange.request;
    const options = {
      origin: route.origin,
      path: route.path,
      method,
      headers: route.headers,
      body: body ?? null,
      // undici drops a connection when this changes, and takes it from the host header unless told.
      // The name that TLS verifies is the endpoint's, whatever stands here.
      servername: "fixed",
    };
    this.#agentOf(route).dispatch(options, exchange);
  }

  /** Destroys every connection. */
  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  #agentOf(route: Route): Agent {
    const key = `${route.kind} ${route.proxy?.href ?? ""} ${route.ca ?? ""}`;
    const agent = this.#agents.get(key) ?? this.#open(route);
    this.#agents.delete(key);
    this.#agents.set(key, agent);
    this.#evict();
    return agent;
  }

  #open(route: Route): Agent {
    const { lookup, connectMs } = this.#settings;
    const dial: Dial = dialOf(route, lookup === undefined ? {} : { lookup });
    const client = (origin: string | URL): Client =>
      new LineClient(origin, new Line(dial, connectMs));
    return new Agent({
      allowH2: false,
      factory: (origin) => new Pool(origin, { allowH2: false, factory: client }),
    });
  }

  #evict(): void {
    for (const [key, agent] of this.#agents) {
      if (this.#agents.size <= this.#settings.maxPools) return;
      this.#agents.delete(key);
      // Only an agent that was destroyed refuses to close, and then all is done.
      agent.close().catch(() => undefined);
    }
  }
}

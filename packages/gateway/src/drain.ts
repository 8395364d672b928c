import type { Server } from "node:http";

import type { FastifyInstance } from "fastify";

import { stopping } from "./exchange.ts";
import type { GatewayState } from "./state.ts";

/** How long clients have to take the error that ends their answer, in ms. */
const LAST_WORDS_MS = 1_000;

/** The end of a gateway: nothing new is taken, what runs may end, until it is cut. */
export class Drain {
  readonly #app: FastifyInstance;
  readonly #state: GatewayState;
  #over: Promise<void> | undefined;
  #limit: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(app: FastifyInstance, state: GatewayState) {
    this.#app = app;
    this.#state = state;
  }

  /** Settles when every answer has ended, at the latest soon after `limitMs`. Once begun it only waits. */
  begin(limitMs: number): Promise<void> {
    this.#over ??= this.#run(limitMs);
    return this.#over;
  }

  /** Ends every answer that still runs, with an error. */
  cut(): void {
    // A timer that nobody takes back would hold the process for as long.
    if (this.#isOver) return;
    clearTimeout(this.#limit);
    this.#state.inFlight.cutAll(stopping());
    this.#limit = setTimeout(() => this.#server.closeAllConnections(), LAST_WORDS_MS);
  }

  get #server(): Server {
    return this.#app.server;
  }

  async #run(limitMs: number): Promise<void> {
    this.#state.draining = true;
    this.#limit = setTimeout(() => this.cut(), limitMs);
    const closed = this.#app.close();
    await this.#state.inFlight.empty();
    this.#isOver = true;
    clearTimeout(this.#limit);
    // Those that were kept alive, and were busy when the server was told to close.
    this.#server.closeAllConnections();
    await closed;
  }
}

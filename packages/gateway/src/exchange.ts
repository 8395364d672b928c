import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

import { ProviderError } from "@g4f/core";

import { authenticate } from "./auth/authenticate.ts";
import type { Catalog, Found } from "./catalog/catalog.ts";
import { visibleTo } from "./catalog/visible-to.ts";
import type { Client } from "./client.ts";
import type { FaceRequest } from "./face.ts";
import { failureOf, type Failure } from "./failure.ts";
import { newId } from "./ids.ts";
import type { Running } from "./in-flight.ts";
import { failureHeaders, sendJson } from "./listen/respond.ts";
import { tell } from "./ops/tell.ts";
import { Refusal } from "./refusal.ts";
import type { Outcome, Relay, Relayed } from "./relay/relay.ts";
import type { GatewayState } from "./state.ts";

/** What is matched of a request before anything is done. */
export interface Matched {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path as it was registered. */
  readonly path: string;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** One request and its answer: who asks, what came of it, and what is told of it afterwards. */
export class Exchange implements Running {
  /** 128 random bits, 32 hex digits: of the request, and of the answer to it. */
  readonly id: string = newId();
  readonly requestId: string = `req_${this.id}`;
  readonly startedAt: number = Date.now();
  /** The same, as `performance.now()` has it. */
  readonly begin: number = performance.now();
  readonly matched: Matched;
  /**
   * Aborted when the client has left before its answer was complete, when the gateway cuts it, and when
   * the answer failed: upstream then stops at once.
   */
  readonly abort: AbortController = new AbortController();
  client: Client | undefined;
  /** Name of the API, where a model is asked. */
  face: string | undefined;
  asked: FaceRequest | undefined;
  found: Found | undefined;
  /** Whether the policy of the key has let it in: then it is told as spend. */
  admitted = false;
  relayed: Relayed | undefined;
  readonly #state: GatewayState;
  #cut: Refusal | undefined;
  #relay: Relay | undefined;
  #failure: Failure | undefined;

  constructor(state: GatewayState, matched: Matched) {
    this.#state = state;
    this.matched = matched;
    const { response } = matched;
    response.once("close", () => {
      // Where all was sent there is nothing left to stop.
      if (!response.writableFinished) this.abort.abort();
    });
    state.inFlight.add(this);
  }

  readonly cut = (why: Refusal): void => {
    this.#cut = why;
    this.#relay?.cut(why);
    this.abort.abort();
  };

  /** Sent with every answer. */
  get headers(): OutgoingHttpHeaders {
    return {
      "cache-control": "no-store",
      "x-request-id": this.requestId,
      "request-id": this.requestId,
      ...(this.#state.draining ? { connection: "close" } : {}),
    };
  }

  /** @throws Refusal 401, or 503 where the gateway is about to stop. */
  async authenticate(): Promise<Client> {
    this.client = await authenticate(this.matched.request.headers, this.#state.keys);
    if (this.#state.draining) throw stopping();
    return this.client;
  }

  /**
   * What is served to the client at this path.
   * @throws Refusal 404 for a provider that is not served.
   */
  catalogFor(client: Client): Catalog {
    const { provider } = this.matched.params;
    const catalog = visibleTo(client, this.#state.catalog);
    const here = provider === undefined ? catalog : catalog.pinned(provider);
    if (here === undefined) {
      const message = `no provider named ${JSON.stringify(provider)} is served here; GET /v1/providers lists those that are`;
      throw new Refusal(message, { status: 404, code: "not_found" });
    }
    return here;
  }

  /** Tells the client what went wrong, in the form of its API; for errors before the first byte. */
  refuse(thrown: unknown, errorBody: (failure: Failure) => object): void {
    if (!isExpected(thrown)) this.#state.log.fault(this.requestId, thrown);
    this.#fail(failureOf(this.#cut ?? thrown, this.requestId), errorBody);
  }

  /** The same for what an answer came to before its first byte. */
  told({ error, failure }: Relayed, errorBody: (failure: Failure) => object): void {
    if (error !== undefined && !isExpected(error)) this.#state.log.fault(this.requestId, error);
    if (failure !== undefined) this.#fail(failure, errorBody);
  }

  #fail(failure: Failure, errorBody: (failure: Failure) => object): void {
    this.#failure = failure;
    const headers = { ...this.headers, ...failureHeaders(failure) };
    sendJson(this.matched.response, failure.status, errorBody(failure), headers);
  }

  /** Gives the answer of a model. Never rejects. */
  async relay(relay: Relay): Promise<Relayed> {
    this.#relay = relay;
    if (this.#cut !== undefined) relay.cut(this.#cut);
    this.relayed = await relay.run();
    return this.relayed;
  }

  /** The end of it, once: log, metrics and spend are told. */
  over(): void {
    const { admitted, asked, client, face, found, matched, relayed, requestId, startedAt } = this;
    this.#state.inFlight.delete(this);
    tell(this.#state, {
      requestId,
      startedAt,
      ms: performance.now() - this.begin,
      method: matched.request.method ?? "",
      path: matched.path,
      status: matched.response.headersSent ? matched.response.statusCode : 499,
      outcome: this.#outcome(),
      client,
      face,
      asked,
      found,
      admitted,
      relayed,
      failure: this.#failure ?? relayed?.failure,
    });
  }

  #outcome(): Outcome {
    if (this.relayed !== undefined) return this.relayed.outcome;
    if (this.#failure !== undefined) return "failed";
    return this.abort.signal.aborted ? "aborted" : "complete";
  }
}

function isExpected(thrown: unknown): boolean {
  return thrown instanceof Refusal || ProviderError.is(thrown);
}

/** Why nothing new is begun, and what is running ends. */
export function stopping(): Refusal {
  const message = "the gateway is stopping: send it again, another one may answer";
  return new Refusal(message, { status: 503, code: "overloaded", retryAfterMs: 1_000 });
}

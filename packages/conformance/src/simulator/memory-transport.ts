import type { Transport, TransportRequest, TransportResponse } from "@g4f/core";

import type { WireRequest } from "../dialect.ts";
import type { Call } from "./call.ts";
import type { Connections } from "./connections.ts";
import type { Desk, Turn } from "./desk.ts";
import { MemoryBody } from "./memory-body.ts";
import { abortError, broken, garbled, unsendable } from "./memory-faults.ts";
import type { ResponsePlan } from "./response-plan.ts";

/** Carries requests to a desk without a socket or a timer. Connections are kept as HTTP/1.1 keeps them. */
export class MemoryTransport implements Transport {
  readonly #desk: Desk;
  readonly #connections: Connections;
  /** Closes each connection that waits for its next request. */
  readonly #kept: (() => void)[] = [];
  readonly #running = new Set<() => void>();

  constructor(desk: Desk, connections: Connections) {
    this.#desk = desk;
    this.#connections = connections;
  }

  readonly request = async (request: TransportRequest): Promise<TransportResponse> => {
    const bad = unsendable(request);
    if (bad !== undefined) throw bad;
    if (request.signal.aborted) throw abortError(request, "connect");
    const exchange = new Exchange(request, this.#kept.pop() ?? this.#connections.add());
    this.#running.add(exchange.abort);
    exchange.onOver = (close, kept) => {
      this.#running.delete(exchange.abort);
      if (kept) this.#kept.push(close);
      else close();
    };
    request.onConnected?.();
    return await exchange.play(this.#desk.take(wireRequest(request)));
  };

  /** Only the upstream ends it: a provider may close its transport, the next call is answered all the same. */
  readonly close = async (): Promise<void> => this.#dropKept();

  /** Cuts every connection. */
  cut(): void {
    for (const abort of this.#running) abort();
    this.#dropKept();
  }

  #dropKept(): void {
    for (const close of this.#kept.splice(0)) close();
  }
}

/** One request on its connection. */
class Exchange {
  onOver: (close: () => void, kept: boolean) => void = () => undefined;
  readonly #request: TransportRequest;
  readonly #close: () => void;
  readonly #aborted: PromiseWithResolvers<never> = Promise.withResolvers();
  #body: MemoryBody | undefined;
  #call: Call | undefined;
  #over = false;

  constructor(request: TransportRequest, close: () => void) {
    this.#request = request;
    this.#close = close;
    this.#aborted.promise.catch(() => undefined);
    request.signal.addEventListener("abort", this.abort, { once: true });
  }

  readonly abort = (): void => {
    const error = this.#request.signal.aborted
      ? abortError(this.#request, this.#body === undefined ? "headers" : "stream")
      : broken(this.#request.url.hostname, this.#body === undefined ? "headers" : "stream");
    this.#body?.cut(error);
    this.#aborted.reject(error);
    this.#finish(false);
  };

  async play(turn: Turn): Promise<TransportResponse> {
    this.#call = turn.call;
    try {
      if ("fault" in turn) return await this.#fault(turn.fault);
      const { headerGate, gate } = turn.plan;
      if (headerGate !== undefined) await this.#until(headerGate.opened);
      if (this.#over) return await this.#aborted.promise;
      const plan = gate === undefined ? turn.plan : behind(gate, turn.plan);
      return this.#begin(plan);
    } catch (error) {
      this.#finish(false);
      throw error;
    }
  }

  async #fault(fault: "reset" | "close" | "silence" | "garbage"): Promise<never> {
    const { hostname } = this.#request.url;
    if (fault === "silence") return await this.#aborted.promise;
    throw fault === "garbage" ? garbled(hostname, "headers") : broken(hostname, "headers");
  }

  #begin(plan: ResponsePlan): TransportResponse {
    const host = this.#request.url.hostname;
    const { "set-cookie": cookie, ...headers } = plan.headers;
    const over = (kept: boolean): void => this.#finish(kept && headers["connection"] !== "close");
    const body = new MemoryBody({ host, plan, call: this.#call, onOver: over });
    this.#body = body;
    return {
      status: plan.status,
      headers,
      setCookies: cookie === undefined ? [] : [cookie],
      body,
      framed: "content-length" in headers || "transfer-encoding" in headers,
      destroy: () => body.cut(),
    };
  }

  async #until(opened: Promise<void>): Promise<void> {
    await Promise.race([opened, this.#aborted.promise]);
  }

  #finish(kept: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#request.signal.removeEventListener("abort", this.abort);
    this.#call?.close();
    this.onOver(this.#close, kept);
  }
}

function behind(gate: { readonly opened: Promise<void> }, plan: ResponsePlan): ResponsePlan {
  return { ...plan, pieces: [gate, ...plan.pieces] };
}

function wireRequest({ method, url, headers, body = "" }: TransportRequest): WireRequest {
  return {
    method,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers },
    body: typeof body === "string" ? body : Buffer.from(body).toString("utf8"),
  };
}

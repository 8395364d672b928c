import type { IncomingHttpHeaders } from "node:http";

import type { Dispatcher } from "undici";

import { ProviderError, type ErrorPhase } from "../errors.ts";
import { ResponseBody } from "./body.ts";
import type { Line } from "./line.ts";
import { networkError } from "./network-error.ts";
import { isProxyRefusal, proxyRefusal } from "./proxy.ts";
import { joinedHeaders } from "./response-head.ts";
import type { Route } from "./route.ts";
import type { TransportRequest, TransportResponse } from "./transport.ts";

/** One request and its response, as undici's handler. It settles once, on whatever comes first. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly request: TransportRequest;
  readonly #route: Route;
  readonly #onOver: (exchange: Exchange) => void;
  readonly #settled = Promise.withResolvers<TransportResponse>();
  #line: Line | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #body: ResponseBody | undefined;
  #over = false;

  /** `onOver` is told once, when nothing of the exchange is left on the wire. */
  constructor(request: TransportRequest, route: Route, onOver: (exchange: Exchange) => void) {
    this.request = request;
    this.#route = route;
    this.#onOver = onOver;
    request.signal.addEventListener("abort", this.#onAbort, { once: true });
    if (request.signal.aborted) this.#onAbort();
  }

  /** Settles when the response begins, fails, or is aborted. */
  get response(): Promise<TransportResponse> {
    return this.#settled.promise;
  }

  /** Whether nothing more will happen. */
  get over(): boolean {
    return this.#over;
  }

  /** The connection that will carry it. */
  assign(line: Line): void {
    this.#line = line;
    line.assign();
  }

  /** Ends it at once with `error`: connections that are open or being opened for it are destroyed. */
  fail(error: ProviderError): void {
    if (this.#over) return;
    this.#finish();
    if (this.#body === undefined) this.#settled.reject(error);
    else this.#body.abort(error);
    if (this.#controller === undefined) this.#line?.cancel(error);
    else this.#controller.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) {
      controller.abort(new Error("aborted"));
      return;
    }
    this.#controller = controller;
    this.#line?.begin();
    this.request.onConnected?.();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    const { proxy, kind } = this.#route;
    if (kind === "forward" && proxy !== undefined && isProxyRefusal(status, headers)) {
      this.fail(proxyRefusal(proxy, status));
      return;
    }
    this.#body = new ResponseBody({
      resume: () => controller.resume(),
      cut: () => this.#cut(),
      aborted: () => (this.request.signal.aborted ? this.#abortError() : undefined),
    });
    this.#settled.resolve({
      status,
      ...joinedHeaders(headers, status, this.request.method),
      body: this.#body,
      destroy: () => this.#cut(),
    });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#finish();
    this.#line?.stopUpload();
    this.#body?.end();
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#over) return;
    this.#finish();
    const known = this.#mapped(error);
    if (this.#body === undefined) this.#settled.reject(known);
    else this.#body.fail(known);
  }

  readonly #onAbort = (): void => this.fail(this.#abortError());

  #cut(): void {
    this.fail(new ProviderError("aborted", "the response was let go of", { phase: this.#phase }));
  }

  #abortError(): ProviderError {
    const reason: unknown = this.request.signal.reason;
    if (ProviderError.is(reason)) return this.#placed(reason);
    return new ProviderError("aborted", "the request was aborted", { phase: this.#phase });
  }

  /** Whoever limits the time of connecting cannot see how far it had come. */
  #placed(reason: ProviderError): ProviderError {
    if (reason.code !== "timeout" || this.#controller !== undefined) return reason;
    const phase = this.#phase;
    if (phase === reason.phase) return reason;
    const { code, message, provider, retryable, cause } = reason;
    return new ProviderError(code, message, {
      phase,
      retryable,
      cause,
      ...(provider === undefined ? {} : { provider }),
    });
  }

  get #phase(): ErrorPhase {
    if (this.#body !== undefined) return "stream";
    return this.#controller === undefined ? (this.#line?.phase ?? "connect") : "headers";
  }

  #mapped(error: Error): ProviderError {
    const place = { phase: this.#phase, host: this.request.url.hostname };
    const known = networkError(error, { ...place, closed: this.#line?.closedByPeer ?? false });
    // A kept connection that turns out broken before anything was written says nothing of this request.
    if (this.#controller !== undefined || known.code !== "protocol") return known;
    return networkError(Object.assign(error, { code: "ECONNRESET" }), place);
  }

  #finish(): void {
    this.#over = true;
    this.request.signal.removeEventListener("abort", this.#onAbort);
    this.#onOver(this);
  }
}

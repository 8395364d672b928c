import type { CallEnd } from "../call-end.ts";
import type { ProviderContext } from "../context.ts";
import { errorFromFacts } from "../error-body.ts";
import { errorWith } from "../error-with.ts";
import { ProviderError, type ErrorPhase } from "../errors.ts";
import { silentLogger } from "../logger.ts";
import { untilAborted } from "../until-aborted.ts";
import { ConnectDeadline } from "./connect-deadline.ts";
import { checkHeaders } from "./headers.ts";
import type { ChosenProxy } from "./proxy-source.ts";
import { CallResponse, parsedOrText } from "./response.ts";
import type { SessionSetup } from "./session-setup.ts";
import type { Http, HttpRequestOptions, HttpResponse } from "./session.ts";
import type { TransportRequest, TransportResponse } from "./transport.ts";
import { resolveUrl } from "./url.ts";

/** A request without a response. */
interface Pending {
  readonly abort: AbortController;
  deadline?: ConnectDeadline;
}

/** The HTTP of one call: sends, judges statuses, and lets go of every response at the end. */
export class HttpSession implements Http {
  readonly #setup: SessionSetup;
  readonly #end: CallEnd;
  /** Requests without a response, and those whose response was not let go of: what may still be cut. */
  readonly #pending = new Set<Pending>();
  #answered: AbortController[] = [];
  #responses: CallResponse[] = [];
  #lastFramed: boolean | undefined;
  #phase: ErrorPhase = "prepare";

  /** Nothing of it goes on once `end` has come. */
  constructor(setup: SessionSetup, end: CallEnd) {
    this.#setup = setup;
    this.#end = end;
    end.onAbort(() => {
      for (const { abort, deadline } of this.#pending) {
        deadline?.stop();
        abort.abort(end.reason);
      }
      for (const abort of this.#answered) abort.abort(end.reason);
    });
  }

  /** Whether the framing of the latest response proves its end; undefined where there was none. */
  get lastFramed(): boolean | undefined {
    return this.#lastFramed;
  }

  /** How far the latest request has come. */
  get phase(): ErrorPhase {
    return this.#phase;
  }

  readonly get = (path: string, options?: HttpRequestOptions): Promise<HttpResponse> =>
    this.#send("GET", path, undefined, options);

  readonly delete = (path: string, options?: HttpRequestOptions): Promise<HttpResponse> =>
    this.#send("DELETE", path, undefined, options);

  readonly post = (
    path: string,
    body?: unknown,
    options?: HttpRequestOptions,
  ): Promise<HttpResponse> => this.#send("POST", path, body, options);

  readonly put = (
    path: string,
    body?: unknown,
    options?: HttpRequestOptions,
  ): Promise<HttpResponse> => this.#send("PUT", path, body, options);

  /** The error that a body tells of; bound, so that a hook can pass it on. */
  readonly errorFrom: ProviderContext["errorFrom"] = (body, status, headers) => {
    const { provider, redact, classify } = this.#setup;
    const phase = status === undefined ? "stream" : "status";
    return errorFromFacts({
      provider,
      status,
      headers,
      body,
      phase,
      redact,
      ...(classify ? { classify } : {}),
    });
  };

  /** Lets go of all responses. After a good answer they are drained, so that connections are kept. */
  async end(good: boolean): Promise<void> {
    const responses = this.#responses;
    this.#responses = [];
    if (!good) {
      for (const response of responses) response.destroy();
      return;
    }
    await Promise.all(responses.map((response) => response.drain()));
    this.#answered = [];
  }

  async #send(
    method: string,
    path: string,
    body: unknown,
    options: HttpRequestOptions = {},
  ): Promise<HttpResponse> {
    const url = this.#urlOf(path, options);
    const raw = await this.#connect(method, url, body, options);
    this.#keepCookies(url, raw);
    const response = this.#responseOf(raw, options);
    const { status } = raw;
    const accepted = (status >= 200 && status < 300) || options.accept?.includes(status) === true;
    if (!accepted) throw await this.#refusal(response);
    const coding = raw.headers["content-encoding"];
    if (coding === undefined || coding === "identity") return response;
    const shown = this.#setup.redact(coding).slice(0, 40);
    throw this.#odd(status, `sent the coding ${shown} where identity was asked for`);
  }

  #urlOf(path: string, { query }: HttpRequestOptions): URL {
    const url = resolveUrl(this.#setup.baseUrl, path);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
    return url;
  }

  #keepCookies(url: URL, { setCookies }: TransportResponse): void {
    if (setCookies.length === 0 || url.origin !== this.#setup.baseUrl?.origin) return;
    for (const line of setCookies) this.#setup.keepCookie?.(url, line);
  }

  /** Sends under the connect deadline; transport and the end of the call settle the rest. */
  async #connect(
    method: string,
    url: URL,
    body: unknown,
    options: HttpRequestOptions,
  ): Promise<TransportResponse> {
    const { tls, connectMs, provider, proxy } = this.#setup;
    if (this.#end.aborted) this.#end.signal.throwIfAborted();
    const abort = new AbortController();
    const pending: Pending = { abort };
    this.#pending.add(pending);
    let connected = false;
    const limit = (): void => {
      if (connected || pending.deadline !== undefined || !Number.isFinite(connectMs)) return;
      const onExpiry = (): void => abort.abort(connectTimeout(provider, connectMs, this.#phase));
      pending.deadline = new ConnectDeadline(connectMs, onExpiry);
    };
    const request: TransportRequest = {
      method,
      url,
      ...this.#content(url, body, options),
      signal: abort.signal,
      onConnected: () => {
        connected = true;
        pending.deadline?.stop();
        this.#phase = "headers";
      },
      ...(tls === undefined ? {} : { tls }),
    };
    try {
      let chosen = proxy(url);
      if (chosen instanceof Promise) {
        limit();
        this.#phase = "proxy";
        chosen = await untilAborted(chosen, abort.signal);
      }
      const response = await this.#through(chosen, request, limit);
      this.#answered.push(abort);
      return response;
    } finally {
      this.#pending.delete(pending);
      pending.deadline?.stop();
    }
  }

  async #through(
    proxy: ChosenProxy | undefined,
    request: TransportRequest,
    limit: () => void,
  ): Promise<TransportResponse> {
    const { provider, logger } = this.#setup;
    const { method, url, signal } = request;
    const way = proxy === undefined ? request : { ...request, proxy: proxy.url };
    this.#phase = proxy === undefined ? "connect" : "proxy";
    if (logger !== silentLogger) {
      const by = proxy === undefined ? {} : { proxy: proxy.url.host };
      logger.debug({ provider, method, origin: url.origin, path: url.pathname, ...by }, "request");
    }
    try {
      let transport = this.#setup.transport();
      if (transport instanceof Promise) {
        limit();
        transport = await transport;
        // It was loaded only now: nothing is handed to it that is over already.
        signal.throwIfAborted();
      }
      const sent = transport.request(way);
      // On a connection that was kept, the request has been written by now.
      limit();
      const response = await sent;
      proxy?.report(undefined);
      return response;
    } catch (error) {
      throw proxy === undefined ? error : this.#reported(error, proxy);
    }
  }

  /** A proxy's own failure is told to who picked it, and is worth another try where others are left. */
  #reported(error: unknown, proxy: ChosenProxy): unknown {
    const byProxy = ProviderError.is(error) && error.phase === "proxy";
    if (!byProxy || this.#end.aborted) return error;
    return proxy.report(error) ? errorWith(error, { retryable: true }) : error;
  }

  /** Credentials go to the origin they are bound to, and to no other. */
  #content(
    url: URL,
    body: unknown,
    options: HttpRequestOptions,
  ): Pick<TransportRequest, "headers" | "body"> {
    const { baseUrl, credentials, userAgent } = this.#setup;
    const json = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
    const headers: Record<string, string> = {
      accept: "*/*",
      // A compressed stream cannot be bounded by what is on the wire, nor read event by event.
      "accept-encoding": "identity",
      "user-agent": userAgent,
    };
    if (json) headers["content-type"] = "application/json";
    if (url.origin === baseUrl?.origin) Object.assign(headers, credentials);
    if (options.headers !== undefined) Object.assign(headers, checkHeaders(options.headers));
    if (body === undefined) return { headers };
    if (typeof body === "string" || body instanceof Uint8Array) return { headers, body };
    return { headers, body: JSON.stringify(body) };
  }

  #responseOf(raw: TransportResponse, { allowEmpty = false }: HttpRequestOptions): CallResponse {
    const { provider, redact } = this.#setup;
    const response = new CallResponse(raw, {
      provider,
      redact,
      allowEmpty,
      errorFrom: this.errorFrom,
    });
    this.#responses.push(response);
    this.#lastFramed = raw.framed;
    this.#phase = "first_event";
    return response;
  }

  /** The error that a status outside those accepted tells of. */
  async #refusal(response: CallResponse): Promise<ProviderError> {
    const { provider, redact, classify } = this.#setup;
    const { status, headers } = response;
    if (status < 400) {
      return this.#odd(
        status,
        `answered ${status}: redirects are not followed, so that no credential reaches another place; check baseUrl`,
      );
    }
    const body = parsedOrText(await response.excerpt());
    return errorFromFacts({
      provider,
      status,
      headers,
      body: looksLikeHtml(headers, body) ? "" : body,
      phase: "status",
      redact,
      ...(classify ? { classify: (code) => classify(code, body) } : {}),
    });
  }

  #odd(status: number, words: string): ProviderError {
    const { provider } = this.#setup;
    return new ProviderError("protocol", `${provider} ${words}`, {
      provider,
      status,
      phase: "status",
    });
  }
}

/** A page says nothing that fits into one line; the status says more. */
function looksLikeHtml(headers: Readonly<Record<string, string>>, body: unknown): boolean {
  return (
    typeof body === "string" &&
    (headers["content-type"]?.includes("html") === true || /^\s*<(?:!doctype|html)/i.test(body))
  );
}

function connectTimeout(provider: string, ms: number, phase: ErrorPhase): ProviderError {
  return new ProviderError("timeout", `no connection within ${ms} ms (deadlines.connect)`, {
    provider,
    phase,
  });
}

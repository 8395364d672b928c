import type { ProviderContext } from "../context.ts";
import { errorFromFacts } from "../error-body.ts";
import { errorWith } from "../error-with.ts";
import { ProviderError, type ErrorCode, type ErrorPhase } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { TlsSettings } from "../request.ts";
import { untilAborted } from "../until-aborted.ts";
import { checkHeaders } from "./headers.ts";
import type { ChosenProxy, ProxyChoice } from "./proxy-source.ts";
import { CallResponse, parsedOrText } from "./response.ts";
import type { Http, HttpRequestOptions, HttpResponse } from "./session.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";
import { resolveUrl } from "./url.ts";

/** What a session is bound to. */
export interface SessionSetup {
  readonly provider: string;
  readonly baseUrl: URL | undefined;
  /** Sent to the origin of `baseUrl` only: key, cookies, the instance's headers. Lower-case names. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly proxy: ProxyChoice;
  readonly tls: TlsSettings | undefined;
  /** In ms: name, proxy and TLS together. */
  readonly connectMs: number;
  readonly transport: () => Promise<Transport>;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Masks secrets; told that `text` was cut, also the beginning of one at its end. */
  readonly redact: (text: string, cut?: boolean) => string;
  readonly classify?: (status: number | undefined, body: unknown) => ErrorCode | undefined;
  /** Told of each `Set-Cookie` line that the origin of `baseUrl` sends, whatever the status. */
  readonly keepCookie?: ((url: URL, line: string) => void) | undefined;
}

/** The HTTP of one call: sends, judges statuses, and lets go of every response at the end. */
export class HttpSession implements Http {
  readonly #setup: SessionSetup;
  readonly #responses = new Set<CallResponse>();
  #lastFramed: boolean | undefined;
  #phase: ErrorPhase = "prepare";

  constructor(setup: SessionSetup) {
    this.#setup = setup;
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
    const responses = [...this.#responses];
    this.#responses.clear();
    if (good) await Promise.all(responses.map((response) => response.drain()));
    else for (const response of responses) response.destroy();
  }

  async #send(
    method: string,
    path: string,
    body: unknown,
    options: HttpRequestOptions = {},
  ): Promise<HttpResponse> {
    const url = resolveUrl(this.#setup.baseUrl, path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
    }
    const response = await this.#connect(method, url, body, options);
    if (url.origin === this.#setup.baseUrl?.origin) {
      for (const line of response.setCookies) this.#setup.keepCookie?.(url, line);
    }
    return await this.#judge(response, options);
  }

  /** Sends under the connect deadline; transport and caller's abort settle the rest. */
  async #connect(
    method: string,
    url: URL,
    body: unknown,
    options: HttpRequestOptions,
  ): Promise<TransportResponse> {
    const { signal, tls, connectMs, provider } = this.#setup;
    signal.throwIfAborted();
    const abort = new AbortController();
    const onAbort = (): void => abort.abort(signal.reason);
    signal.addEventListener("abort", onAbort);
    const onExpiry = (): void => abort.abort(connectTimeout(provider, connectMs, this.#phase));
    const timer = Number.isFinite(connectMs) ? setTimeout(onExpiry, connectMs) : undefined;
    const request: TransportRequest = {
      method,
      url,
      ...this.#content(url, body, options),
      signal: abort.signal,
      onConnected: () => {
        clearTimeout(timer);
        this.#phase = "headers";
      },
      ...(tls === undefined ? {} : { tls }),
    };
    try {
      return await this.#through(await this.#proxyFor(url, abort.signal), request);
    } catch (error) {
      signal.removeEventListener("abort", onAbort);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #proxyFor(url: URL, signal: AbortSignal): Promise<ChosenProxy | undefined> {
    const choice = this.#setup.proxy(url);
    if (!(choice instanceof Promise)) return choice;
    this.#phase = "proxy";
    return await untilAborted(choice, signal);
  }

  async #through(
    proxy: ChosenProxy | undefined,
    request: TransportRequest,
  ): Promise<TransportResponse> {
    const { provider, logger } = this.#setup;
    const { method, url, signal } = request;
    const way = proxy === undefined ? {} : { proxy: proxy.url };
    this.#phase = proxy === undefined ? "connect" : "proxy";
    const by = proxy === undefined ? {} : { proxy: proxy.url.host };
    logger.debug({ provider, method, origin: url.origin, path: url.pathname, ...by }, "request");
    try {
      const transport = await this.#setup.transport();
      // It may have been loaded only now: nothing is handed to it that is over already.
      signal.throwIfAborted();
      const response = await transport.request({ ...request, ...way });
      proxy?.report(undefined);
      return response;
    } catch (error) {
      throw proxy === undefined ? error : this.#reported(error, proxy);
    }
  }

  /** A proxy's own failure is told to who picked it, and is worth another try where others are left. */
  #reported(error: unknown, proxy: ChosenProxy): unknown {
    const byProxy = ProviderError.is(error) && error.phase === "proxy";
    if (!byProxy || this.#setup.signal.aborted) return error;
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
    const headers = {
      accept: "*/*",
      // A compressed stream cannot be bounded by what is on the wire, nor read event by event.
      "accept-encoding": "identity",
      "user-agent": userAgent,
      ...(json ? { "content-type": "application/json" } : {}),
      ...(url.origin === baseUrl?.origin ? credentials : {}),
      ...(options.headers === undefined ? {} : checkHeaders(options.headers)),
    };
    if (body === undefined) return { headers };
    if (typeof body === "string" || body instanceof Uint8Array) return { headers, body };
    return { headers, body: JSON.stringify(body) };
  }

  async #judge(raw: TransportResponse, options: HttpRequestOptions): Promise<HttpResponse> {
    const { provider, redact, classify } = this.#setup;
    const response = new CallResponse(raw, {
      provider,
      redact,
      allowEmpty: options.allowEmpty ?? false,
      errorFrom: this.errorFrom,
    });
    this.#responses.add(response);
    this.#lastFramed = raw.framed;
    const { status, headers } = response;
    this.#phase = "first_event";
    if ((status >= 200 && status < 300) || options.accept?.includes(status) === true) {
      const coding = headers["content-encoding"];
      if (coding === undefined || coding === "identity") return response;
      throw new ProviderError(
        "protocol",
        `${provider} sent the coding ${redact(coding).slice(0, 40)} where identity was asked for`,
        { provider, status, phase: "status" },
      );
    }
    if (status < 400) {
      throw new ProviderError(
        "protocol",
        `${provider} answered ${status}: redirects are not followed, so that no credential reaches another place; check baseUrl`,
        { provider, status, phase: "status" },
      );
    }
    const body = parsedOrText(await response.excerpt());
    throw errorFromFacts({
      provider,
      status,
      headers,
      body: looksLikeHtml(headers, body) ? "" : body,
      phase: "status",
      redact,
      ...(classify ? { classify: (code) => classify(code, body) } : {}),
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

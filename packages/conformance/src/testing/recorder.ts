import {
  ProviderError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@g4f/core";
import { Secrets } from "@g4f/core/engine";

import type { RecordedExchange, RecordedPiece } from "./recording.ts";

/** Headers whose values say nothing of who calls. Every other value of a request counts as a secret. */
const PLAIN: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "content-type",
  "content-length",
  "host",
  "user-agent",
]);

const SHORTEST = 8;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Response = NonNullable<RecordedExchange["response"]>;

/** Hands requests on, and keeps what was said. */
export class RecordingTransport implements Transport {
  readonly #inner: Transport;
  readonly #secrets = new Secrets();
  readonly #exchanges: Mutable<RecordedExchange>[] = [];

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  readonly request = async (request: TransportRequest): Promise<TransportResponse> => {
    this.#learn(request);
    const { method, url, headers, body } = request;
    const exchange: Mutable<RecordedExchange> = {
      request: {
        method,
        path: `${url.pathname}${url.search}`,
        headers,
        ...(body === undefined ? {} : { body: textOf(body) }),
      },
    };
    this.#exchanges.push(exchange);
    const started = performance.now();
    try {
      const response = await this.#inner.request(request);
      return this.#keep(exchange, response, performance.now() - started);
    } catch (error) {
      exchange.error = ProviderError.is(error) ? error.code : "network";
      throw error;
    }
  };

  readonly close = (): Promise<void> => this.#inner.close();

  /** What was recorded, without the secrets. */
  exchanges(): readonly RecordedExchange[] {
    return this.#exchanges.map((exchange) => this.#redacted(exchange));
  }

  #learn({ headers, url, proxy }: TransportRequest): void {
    for (const [name, value] of Object.entries(headers)) {
      if (PLAIN.has(name)) continue;
      // The words around a secret (`Bearer`, the name of a cookie) are shorter than it is.
      const parts = value.split(/[\s;,=]+/).filter((part) => part.length >= SHORTEST);
      this.#secrets.add(value, ...parts);
    }
    for (const [name, value] of url.searchParams)
      if (/key|token|secret/i.test(name)) this.#secrets.add(value);
    this.#secrets.add(proxy?.username, proxy?.password);
  }

  #keep(
    exchange: Mutable<RecordedExchange>,
    response: TransportResponse,
    afterMs: number,
  ): TransportResponse {
    const { status, headers, setCookies, framed } = response;
    for (const cookie of setCookies) this.#secrets.add(/=([^;]*)/.exec(cookie)?.[1]);
    const body: RecordedPiece[] = [];
    const kept: Mutable<Response> = {
      afterMs: Math.round(afterMs),
      status,
      headers,
      setCookies,
      framed,
      body,
      end: "cut",
    };
    exchange.response = kept;
    return { ...response, body: listen(response.body, kept, body) };
  }

  #redacted({ request, response, error }: RecordedExchange): RecordedExchange {
    const { redact } = this.#secrets;
    const headersOf = (headers: Readonly<Record<string, string>>): Record<string, string> =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redact(value)]));
    return {
      request: {
        method: request.method,
        path: redact(request.path),
        headers: headersOf(request.headers),
        ...(request.body === undefined ? {} : { body: redact(request.body) }),
      },
      ...(response === undefined
        ? {}
        : {
            response: {
              ...response,
              headers: headersOf(response.headers),
              setCookies: response.setCookies.map((cookie) => redact(cookie)),
              body: redactBody(response.body, redact),
            },
          }),
      ...(error === undefined ? {} : { error }),
    };
  }
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : Buffer.from(body).toString("utf8");
}

async function* listen(
  source: AsyncIterable<Uint8Array>,
  kept: Mutable<Response>,
  body: RecordedPiece[],
): AsyncGenerator<Uint8Array> {
  const started = performance.now();
  try {
    for await (const bytes of source) {
      body.push({ afterMs: Math.round(performance.now() - started), ...pieceOf(bytes) });
      yield bytes;
    }
    kept.end = "whole";
  } catch (error) {
    kept.end = "broken";
    throw error;
  }
}

function pieceOf(bytes: Uint8Array): { readonly text: string } | { readonly base64: string } {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString("utf8");
  return Buffer.from(text, "utf8").equals(buffer)
    ? { text }
    : { base64: buffer.toString("base64") };
}

/** The bytes of a recorded piece. */
export function bytesOf({ text, base64 = "" }: RecordedPiece): Uint8Array {
  return text === undefined ? Buffer.from(base64, "base64") : Buffer.from(text, "utf8");
}

/** A secret may lie across pieces: a body that holds one is kept as one piece. */
function redactBody(
  body: readonly RecordedPiece[],
  redact: (text: string) => string,
): readonly RecordedPiece[] {
  const whole = Buffer.concat(body.map(bytesOf)).toString("utf8");
  const masked = redact(whole);
  if (masked === whole) return body;
  return [{ afterMs: body[0]?.afterMs ?? 0, text: masked }];
}

import type { TlsSettings } from "../request.ts";

/** One HTTP request as a {@link Transport} sends it. Redirects are never followed. */
export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Aborting it settles the request at once and frees its socket, in every phase. */
  readonly signal: AbortSignal;
  /** HTTP, HTTPS, SOCKS5 or SOCKS5h proxy; user name and password in it are used, too. */
  readonly proxy?: URL;
  readonly tls?: TlsSettings;
  /** Told when the request leaves the queue of connections and is about to be written. */
  readonly onConnected?: () => void;
}

/** The response as it began. */
export interface TransportResponse {
  readonly status: number;
  /** Lower-case names; several lines of one name are joined with ", " (set-cookie: see `setCookies`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  /** Raw bytes as they arrive. Leaving the loop early destroys the connection. */
  readonly body: AsyncIterable<Uint8Array> & {
    /** True once nothing is left to come, not even an error: there is nothing to wait for. */
    readonly complete?: boolean;
  };
  /** Whether chunked or content-length framing proves the end of the body. */
  readonly framed: boolean;
  /** Cuts the connection at once. */
  readonly destroy: () => void;
}

/**
 * What carries requests. Rejects with a {@link ProviderError} (code `network`, `timeout`, `protocol`
 * or `aborted`, with phase and a cause); so does the body while it is read.
 */
export interface Transport {
  readonly request: (request: TransportRequest) => Promise<TransportResponse>;
  /** Closes every connection; later requests are refused. */
  readonly close: () => Promise<void>;
}

/** A value that travels in a query string. */
export type QueryValue = string | number | boolean | null | undefined;

/** What a single request may add. */
export interface HttpRequestOptions {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses besides 2xx that are handed back instead of thrown. */
  readonly accept?: readonly number[];
  /** An empty body is no error. */
  readonly allowEmpty?: boolean;
}

/** The body of a response: bytes, once; aware of what its headers said it is. */
export interface HttpBody extends AsyncIterable<Uint8Array> {
  /**
   * Refuses a body of another media type: a JSON error object becomes the error it tells of, anything
   * else `protocol` with an excerpt. An absent content-type passes.
   */
  readonly expect: (mediaTypes: readonly string[]) => Promise<void>;
}

/** A response whose status was accepted. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody;
  /** Whether the framing proves the end of the body (chunked or content-length). */
  readonly framed: boolean;
  /** The whole body as UTF-8 text, at most 32 MiB. */
  readonly text: () => Promise<string>;
  /** The whole body as JSON. @throws ProviderError `protocol` where it is none. */
  readonly json: () => Promise<unknown>;
  /**
   * Says that the answer is complete but for trailing facts such as usage: the body then ends, cleanly,
   * after `ms` (1 000 unless told) at the latest.
   */
  readonly endWithin: (ms?: number) => void;
}

/**
 * HTTP bound to one call: base URL, key, cookies, proxy, deadlines, abort. Paths are relative to the
 * base URL; an absolute URL of another origin gets no credentials. Statuses outside 2xx are thrown
 * as the error that the body and the status tell of; redirects are `protocol`.
 */
export interface Http {
  readonly get: (path: string, options?: HttpRequestOptions) => Promise<HttpResponse>;
  readonly delete: (path: string, options?: HttpRequestOptions) => Promise<HttpResponse>;
  /** `body`: a string or bytes are sent as they are, undefined as no body, anything else as JSON. */
  readonly post: (
    path: string,
    body?: unknown,
    options?: HttpRequestOptions,
  ) => Promise<HttpResponse>;
  readonly put: (
    path: string,
    body?: unknown,
    options?: HttpRequestOptions,
  ) => Promise<HttpResponse>;
}

import type { ProviderError } from "./errors.ts";
import type { Http } from "./http/session.ts";
import type { Logger } from "./logger.ts";

/** What a clean-up gets: its own signal, deadline and connection. */
export interface CleanupContext {
  readonly http: Http;
  readonly signal: AbortSignal;
}

/** Runs after the stream, on every exit. */
export type Cleanup = (context: CleanupContext) => void | Promise<void>;

/** What the hook works with. */
export interface ProviderContext {
  readonly http: Http;
  /** Aborted when the call is over, for whatever reason. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** The effective base URL; empty where the provider has no wire. */
  readonly baseUrl: string;
  /** The cookies that go with the call: the argument, else the instance's, else the store's. */
  readonly cookies: Readonly<Record<string, string>>;
  /**
   * The error that a body (parsed, or text) tells of, in-band or with a status: one table for both.
   * Given the response's headers, it also knows the request's id and when to come back.
   */
  readonly errorFrom: (
    body: unknown,
    status?: number,
    headers?: Readonly<Record<string, string>>,
  ) => ProviderError;
  /** Registers a clean-up; the last one registered runs first. */
  readonly defer: (cleanup: Cleanup) => void;
}

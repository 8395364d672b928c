import type { ProviderError } from "../../src/errors.ts";

/** A body that a service really sent, and the error it must become. */
export interface ErrorBody {
  readonly host: string;
  /** Where it was published. */
  readonly url: string;
  /** Absent where the report does not say: it is then read as an error inside a stream. */
  readonly status?: number;
  /** Word for word; quoted as JSON where the report shows Python's rendering of it. */
  readonly body: unknown;
  readonly wanted: Pick<ProviderError, "code"> &
    Partial<Pick<ProviderError, "retryAfterMs" | "requestId" | "retryable">> & {
      /** What the message must hold. */
      readonly message?: string;
    };
}

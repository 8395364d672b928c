import { ProviderError, type PartialResult } from "@g4f/core";
import { errorFromFacts, mapError } from "@g4f/core/engine";

/** What is known besides what was thrown. */
interface Facts {
  readonly provider: string;
  readonly partial: PartialResult;
  /** Something had been delivered. */
  readonly committed: boolean;
  readonly aborted: boolean;
}

const ABORT_NAMES = new Set(["AbortError", "APIUserAbortError"]);

/** Whether the library says that the caller ended the call. */
export function isAbort(thrown: unknown): boolean {
  return chain(thrown).some(
    (error) => ABORT_NAMES.has(error.name) || ABORT_NAMES.has(error.constructor.name),
  );
}

/**
 * What a library threw, in the words of the contract, to its best advantage: status, headers and body
 * wherever it keeps them are judged by core's own table.
 */
export function peerError(
  thrown: unknown,
  { provider, partial, committed, aborted }: Facts,
): ProviderError {
  if (aborted) return new ProviderError("aborted", "aborted", { provider, partial, cause: thrown });
  const errors = chain(thrown);
  const told = errors.map(httpFacts).find((facts) => facts !== undefined);
  const facts = { provider, committed, partial, redact: (text: string) => text };
  if (told !== undefined) {
    const phase = told.status === undefined ? "stream" : "status";
    return mapError(errorFromFacts({ provider, phase, ...told }), facts);
  }
  if (errors.some(({ constructor, name }) => /timeout/i.test(`${constructor.name} ${name}`))) {
    return new ProviderError("timeout", errors[0]?.message ?? "timeout", { provider, partial });
  }
  if (
    errors.some(({ constructor, name }) =>
      /json|parse|validation/i.test(`${constructor.name} ${name}`),
    )
  ) {
    return new ProviderError("protocol", errors[0]?.message ?? "protocol", { provider, partial });
  }
  return mapError(thrown, facts);
}

/** An error, what caused it, and what a retry helper wrapped. */
function chain(thrown: unknown): readonly Error[] {
  const errors: Error[] = [];
  let next: unknown = thrown;
  while (next instanceof Error && errors.length < 8) {
    errors.push(next);
    next = next.cause ?? Reflect.get(next, "lastError");
  }
  return errors;
}

interface HttpFacts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Status and body as `openai` (`status`, `error`) and the AI SDK (`statusCode`, `responseBody`) keep them. */
function httpFacts(error: Error): HttpFacts | undefined {
  const get = (key: string): unknown => Reflect.get(error, key);
  const status = get("status") ?? get("statusCode");
  const body = get("error") ?? get("data") ?? parsed(get("responseBody")) ?? error.message;
  const headers = plainHeaders(get("headers") ?? get("responseHeaders"));
  if (typeof status === "number") return { status, body, headers };
  return get("error") === undefined ? undefined : { body, headers };
}

function plainHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (headers instanceof Headers) return Object.fromEntries(headers);
  return typeof headers === "object" && headers !== null ? (headers as Record<string, string>) : {};
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

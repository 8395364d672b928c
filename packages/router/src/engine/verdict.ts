import type { ErrorCode, ProviderError } from "@g4f/core";

/** What an error of a code tells of whom. */
interface Verdict {
  /** Whether another target may be asked with the same request. */
  readonly next: boolean;
  /** What the error blames: the model counts it towards its breaker, the key rests. */
  readonly blames: "model" | "key" | "access" | "request" | "nobody";
}

/** One row for each code (reliability: phase × fault, the columns Retry and Next). */
const VERDICTS: Readonly<Record<ErrorCode, Verdict>> = {
  invalid_request: { next: false, blames: "request" },
  auth: { next: true, blames: "key" },
  permission: { next: true, blames: "access" },
  quota: { next: true, blames: "key" },
  rate_limit: { next: true, blames: "key" },
  context_length: { next: true, blames: "request" },
  content_filter: { next: true, blames: "request" },
  model_not_found: { next: true, blames: "access" },
  model_gone: { next: true, blames: "access" },
  overloaded: { next: true, blames: "model" },
  timeout: { next: true, blames: "model" },
  network: { next: true, blames: "model" },
  protocol: { next: true, blames: "model" },
  truncated: { next: true, blames: "model" },
  aborted: { next: false, blames: "nobody" },
  not_supported: { next: true, blames: "request" },
  upstream: { next: true, blames: "model" },
};

/** What `code` means for the rest of the call; a code of a later contract is taken for `upstream`. */
export function verdictOn(code: ErrorCode): Verdict {
  return VERDICTS[code] ?? VERDICTS.upstream;
}

/** Whether another key of the same model may do better at once. */
export function isOfKey({ code }: ProviderError): boolean {
  const { blames } = verdictOn(code);
  return blames === "key" || blames === "access";
}

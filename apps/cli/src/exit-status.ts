import type { ErrorCode } from "@g4f/core";

/** Why the command ended without a provider's error. */
export type CliCode = ErrorCode | "usage" | "no_provider" | "internal";

/** The one table from code to exit status; statuses are API, like the codes. */
export const EXIT_STATUS: Readonly<Record<CliCode, number>> = {
  internal: 1,
  usage: 2,
  no_provider: 3,
  invalid_request: 10,
  auth: 11,
  permission: 12,
  quota: 13,
  rate_limit: 14,
  context_length: 15,
  content_filter: 16,
  model_not_found: 17,
  model_gone: 18,
  overloaded: 19,
  timeout: 20,
  network: 21,
  protocol: 22,
  truncated: 23,
  not_supported: 24,
  upstream: 25,
  aborted: 130,
};

/** A failure of the command itself, told in one line. */
export class CliError extends Error {
  readonly code: CliCode;

  constructor(code: CliCode, message: string) {
    super(message);
    this.name = "CliError";
    this.code = code;
  }
}

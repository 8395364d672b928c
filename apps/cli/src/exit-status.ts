import type { ErrorCode } from "@g4f/core";

/** Why a command ended, as one word: a provider's code, or one of the command's own. */
export type CliCode =
  | ErrorCode
  | "internal"
  | "usage"
  | "no_provider"
  | "config"
  | "io"
  | "conformance_failed";

/** One way to end, as help and README tell it. */
export interface ExitStatus {
  readonly status: number;
  readonly meaning: string;
}

/** The one table from code to exit status; statuses are API, like the codes. */
export const EXIT_STATUS: Readonly<Record<CliCode, ExitStatus>> = {
  internal: { status: 1, meaning: "a fault of g4f itself: please report it" },
  usage: { status: 2, meaning: "the command line is wrong: a flag, an argument, no prompt" },
  no_provider: { status: 3, meaning: "nobody was named to answer" },
  config: { status: 4, meaning: "the configuration file or an environment variable is wrong" },
  io: { status: 5, meaning: "a file or stream could not be read or written" },
  conformance_failed: { status: 6, meaning: "a provider failed a case of the conformance suite" },
  invalid_request: { status: 10, meaning: "a value is wrong, or the provider refused the request" },
  auth: { status: 11, meaning: "the key or cookie is missing or not accepted" },
  permission: { status: 12, meaning: "the key may not do this" },
  quota: { status: 13, meaning: "the account has nothing left" },
  rate_limit: { status: 14, meaning: "too many requests: later" },
  context_length: { status: 15, meaning: "the request is too long for the model" },
  content_filter: { status: 16, meaning: "the provider's filter refused" },
  model_not_found: { status: 17, meaning: "the provider has no such model" },
  model_gone: { status: 18, meaning: "the model or the whole service was shut down" },
  overloaded: { status: 19, meaning: "the provider is overloaded: later" },
  timeout: { status: 20, meaning: "a deadline passed" },
  network: { status: 21, meaning: "no connection to provider or proxy" },
  protocol: { status: 22, meaning: "the provider's answer makes no sense" },
  truncated: { status: 23, meaning: "the answer was cut; what had come was printed" },
  not_supported: { status: 24, meaning: "provider or model does not support what was asked for" },
  upstream: { status: 25, meaning: "the provider failed" },
  aborted: { status: 130, meaning: "Ctrl-C, or a signal to end" },
};

/** A failure of the command itself, told in one line. */
export class CliError extends Error {
  readonly code: CliCode;

  constructor(code: CliCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CliError";
    this.code = code;
  }
}

import type { ErrorCode, ProviderError } from "@g4f/core";

import type { Bench } from "../case.ts";
import { expectEqual, expectError, expectThat } from "../expect.ts";
import { show } from "../show.ts";
import type { Upstream } from "../upstream.ts";

/** Codes for which the same request may be sent again. */
export const AGAIN: ReadonlySet<ErrorCode> = new Set([
  "rate_limit",
  "overloaded",
  "timeout",
  "upstream",
]);
/** A body that tells nothing of what is wrong. */
export const NOTHING = "{}";

/** A response with an error status. */
export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the wire's own body tells of, where `body` is not given. */
  readonly code?: ErrorCode;
  readonly message?: string;
}

/** Has upstream answer a call with an error status, and judges what all of them have in common. */
export async function refused(
  bench: Bench,
  reply: Reply,
): Promise<{ readonly error: ProviderError; readonly upstream: Upstream }> {
  const { status, body, headers, code = "upstream", message = "no" } = reply;
  const { upstream, ...outcome } = await bench.ask({
    error: { code, message },
    status,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
  const error = expectError(outcome, { code: outcome.error?.code ?? [], status, phase: "status" });
  expectEqual(upstream.calls.length, 1, "the number of requests for an answer");
  expectThat(!/\p{Cc}/u.test(error.message), {
    message: "the message of the error is more than one plain line",
    received: show(error.message),
    expected: "one line without control characters",
  });
  return { error, upstream };
}

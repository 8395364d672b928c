import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

import type { Failure } from "../failure.ts";

/** When to come again, where nobody said when. */
const UNTOLD_WAIT_MS = 1_000;

/** Writes a whole JSON body, unless the client has left. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): void {
  sendText(response, status, JSON.stringify(body), {
    "content-type": "application/json; charset=utf-8",
    ...headers,
  });
}

/** Writes a whole body, unless the client has left. */
export function sendText(
  response: ServerResponse,
  status: number,
  body: string,
  headers: OutgoingHttpHeaders,
): void {
  if (response.closed || response.headersSent) return;
  response.writeHead(status, {
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}

/** The headers of an error: when to come again, whether to, how to prove who asks, what is allowed. */
export function failureHeaders({
  status,
  retryable,
  retryAfterMs,
  allow,
}: Failure): OutgoingHttpHeaders {
  // The clients of OpenAI and Anthropic read this one, and else go by the status alone.
  const headers: OutgoingHttpHeaders = { "x-should-retry": String(retryable) };
  const due = retryable && (status === 429 || status === 503) ? UNTOLD_WAIT_MS : undefined;
  const wait = retryAfterMs ?? due;
  if (wait !== undefined) headers["retry-after"] = String(Math.ceil(wait / 1_000));
  if (status === 401) headers["www-authenticate"] = "Bearer";
  if (allow !== undefined) headers["allow"] = allow;
  return headers;
}

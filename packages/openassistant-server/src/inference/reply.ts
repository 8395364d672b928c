import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

import { compactJson } from "@g4f/provider-openassistant/wire";

import { lengthHeader, send } from "../http/send.ts";
import { Refusal, uncaught } from "../refusal.ts";

/** An answer of the inference server; without `json` its body is empty. */
export interface Answer {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly json?: unknown;
}

/** Writes an answer as FastAPI does: compact JSON with its length, or nothing. */
export function reply(response: ServerResponse, { status = 200, headers, json }: Answer): void {
  if (json === undefined) {
    const length = status === 204 ? {} : { "content-length": 0 };
    send(response, status, { ...length, ...headers }, "");
    return;
  }
  const body = compactJson(json);
  const type = { "content-type": "application/json" };
  send(response, status, { ...lengthHeader(body), ...type, ...headers }, body);
}

/** Writes what went wrong; what is no refusal is our own mistake, and tells nothing. */
export function replyError(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : uncaught();
  if (refusal.detail !== undefined) {
    reply(response, { status: refusal.status, json: { detail: refusal.detail } });
  } else if (refusal.emptyBody) {
    reply(response, { status: refusal.status });
  } else {
    const body = "Internal Server Error";
    const type = { "content-type": "text/plain; charset=utf-8" };
    send(response, refusal.status, { ...lengthHeader(body), ...type }, body);
  }
}

/** The head of an event stream. */
export function streamHead(request: IncomingMessage): OutgoingHttpHeaders {
  const closes = /\bclose\b/i.test(request.headers.connection ?? "");
  return {
    "cache-control": "no-cache",
    // The original sends its own and then what follows from the request.
    connection: closes ? ["keep-alive", "close"] : "keep-alive",
    "x-accel-buffering": "no",
    "content-type": "text/event-stream; charset=utf-8",
  };
}

import { setTimeout as wait } from "node:timers/promises";

import {
  ProviderError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "@g4f/core";

import { bytesOf } from "./recorder.ts";
import type { RecordedExchange, Recording } from "./recording.ts";

/** How a recording is played. */
export interface ReplayOptions {
  /** `original`: with the pauses there were; `zero`: at once. Default: `zero`. */
  readonly pace?: "original" | "zero";
}

/**
 * A transport that answers from a recording: requests of the same method and path, in their order. Give
 * it to a provider as `settings.transport`; no server is reached and no key is needed. One that was not
 * recorded, or was asked for more often, is refused as `protocol`.
 */
export function replayTransport(recording: Recording, options: ReplayOptions = {}): Transport {
  const left = [...recording.exchanges];
  const paced = options.pace === "original";
  return {
    request: async (request) => {
      const asked = `${request.method} ${request.url.pathname}${request.url.search}`;
      const index = left.findIndex(
        ({ request: { method, path } }) => `${method} ${path}` === asked,
      );
      const [exchange] = index === -1 ? [] : left.splice(index, 1);
      if (exchange === undefined) {
        const rest = left.map(({ request: { method, path } }) => `${method} ${path}`).join(", ");
        throw new ProviderError(
          "protocol",
          `the recording has no ${asked}${rest === "" ? "" : `; what is left of it: ${rest}`}`,
          { phase: "send" },
        );
      }
      return await play(exchange, request, paced);
    },
    close: async () => {},
  };
}

async function play(
  { response, error }: RecordedExchange,
  { signal, url, onConnected }: TransportRequest,
  paced: boolean,
): Promise<TransportResponse> {
  onConnected?.();
  if (response === undefined) throw failure(url, error);
  if (paced) await pause(response.afterMs, signal);
  signal.throwIfAborted();
  const ended = new AbortController();
  const { status, headers, setCookies, framed } = response;
  return {
    status,
    headers,
    setCookies,
    framed,
    body: bodyOf(response, { paced, url, signal: AbortSignal.any([signal, ended.signal]) }),
    destroy: () => ended.abort(),
  };
}

interface BodyFacts {
  readonly paced: boolean;
  readonly url: URL;
  readonly signal: AbortSignal;
}

async function* bodyOf(
  { body, end }: NonNullable<RecordedExchange["response"]>,
  { paced, url, signal }: BodyFacts,
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const piece of body) {
    if (paced) await pause(piece.afterMs - at, signal);
    at = piece.afterMs;
    signal.throwIfAborted();
    yield bytesOf(piece);
  }
  // Of an answer that was left early nobody knows how it would have ended.
  if (end !== "whole") throw failure(url, "network");
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal });
}

function failure(url: URL, code: string | undefined): ProviderError {
  return code === "timeout"
    ? new ProviderError("timeout", `no answer of ${url.hostname}, as recorded`, {
        phase: "headers",
      })
    : new ProviderError("network", `the connection to ${url.hostname} broke, as recorded`, {
        phase: "stream",
      });
}

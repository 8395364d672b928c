import { onTestFinished } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import type { Transport, TransportRequest, TransportResponse } from "../../src/http/transport.ts";
import { undiciTransport, type UndiciTransportOptions } from "../../src/http/undici-transport.ts";

/** A transport that is closed with the test. */
export function testTransport(options?: UndiciTransportOptions): Transport {
  const transport = undiciTransport(options);
  onTestFinished(() => transport.close());
  return transport;
}

/** A GET to a port of 127.0.0.1 (or to a URL), with a signal that never fires unless given. */
export function get(to: number | string, extra: Partial<TransportRequest> = {}): TransportRequest {
  return {
    method: "GET",
    url: new URL(typeof to === "number" ? `http://127.0.0.1:${to}/` : to),
    headers: {},
    signal: new AbortController().signal,
    ...extra,
  };
}

/** The whole body as text. */
export async function textOf(response: TransportResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** The ProviderError that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  try {
    await promise;
  } catch (error) {
    if (ProviderError.is(error)) return error;
    throw error;
  }
  throw new Error("expected a ProviderError, but nothing was thrown");
}

/** Lets everything that is due run, several turns of the event loop long. */
export async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

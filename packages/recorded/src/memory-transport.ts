import { ProviderError, type Transport, type TransportRequest } from "@g4f/core";

/** What is answered to one request. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, as it arrives; an error breaks the connection there. */
  readonly body: string | readonly (string | Uint8Array | Error)[];
}

/** A transport without a network, and what it was asked. */
export interface MemoryTransport extends Transport {
  readonly requests: readonly TransportRequest[];
  /** The JSON body of the request of this number. */
  readonly sent: (index?: number) => Record<string, unknown>;
}

const utf8 = new TextEncoder();

/** Answers every request with what `answer` says, in this process. */
export function memoryTransport(answer: (request: TransportRequest) => Reply): MemoryTransport {
  const requests: TransportRequest[] = [];
  return {
    requests,
    sent: (index = 0) => JSON.parse(String(requests[index]?.body)) as Record<string, unknown>,
    close: async () => {},
    request: async (request) => {
      requests.push(request);
      const { status = 200, headers = {}, body } = answer(request);
      request.onConnected?.();
      return {
        status,
        headers,
        setCookies: [],
        framed: true,
        destroy: () => {},
        body: chunksOf(typeof body === "string" ? [body] : body),
      };
    },
  };
}

async function* chunksOf(
  chunks: readonly (string | Uint8Array | Error)[],
): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw broken(chunk);
    yield typeof chunk === "string" ? utf8.encode(chunk) : chunk;
  }
}

function broken(error: Error): Error {
  return new ProviderError("network", error.message, { phase: "stream", retryable: true });
}

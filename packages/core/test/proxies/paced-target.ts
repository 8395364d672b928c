import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";

import type { Certificate } from "../support/tls.ts";

/** A server that streams events, each only once the last one has arrived. */
export interface PacedTarget extends AsyncDisposable {
  readonly baseUrl: string;
  /** Requests so far, with the connection that they came by. */
  readonly requests: readonly { readonly connection: number; readonly headers: object }[];
  /** Tells that an event has arrived. */
  readonly arrived: () => void;
}

/**
 * Answers every POST by so many events of the form `"<number> "` and a finish, and waits after each for
 * {@link PacedTarget.arrived}: who holds an event back never gets the next. Everything else gets 503.
 */
export async function pacedTarget(events: number, tls?: Certificate): Promise<PacedTarget> {
  const requests: PacedTarget["requests"][number][] = [];
  const connections = new Map<unknown, number>();
  let arrival = Promise.withResolvers<void>();
  const stream = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let event = 0; event < events; event++) {
      arrival = Promise.withResolvers();
      response.write(`data: ${JSON.stringify(`${event} `)}\n\n`);
      await arrival.promise;
    }
    response.end(`data: {"type":"finish","reason":"stop"}\n\n`);
  };
  const onRequest: RequestListener = (request, response) => {
    request.resume();
    const connection = connections.get(request.socket) ?? connections.size;
    connections.set(request.socket, connection);
    requests.push({ connection, headers: request.headers });
    if (request.method === "POST") void stream(response);
    else response.writeHead(503).end();
  };
  const server: Server =
    tls === undefined ? createHttpServer(onRequest) : createHttpsServer({ ...tls }, onRequest);
  server.on("connection", (socket) => void socket.setNoDelay(true));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls === undefined ? "http" : "https"}://localhost:${port}/v1`,
    requests,
    arrived: () => arrival.resolve(),
    [Symbol.asyncDispose]: async () => {
      arrival.resolve();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

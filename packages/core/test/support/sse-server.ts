import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";

import { onTestFinished } from "vitest";

/** One request that arrived whole, and what the server can do about it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Settles when the response is over: sent to its end, or cut by either side. */
  readonly closed: Promise<"complete" | "cut">;
  /** Settles when the connection is closed. */
  readonly disconnected: Promise<void>;
  /** Begins a response of another kind than 200 with events; `framed: false` ends it by closing. */
  readonly respond: (status: number, type: string, framed?: boolean) => void;
  /** One event with `data` in JSON. */
  readonly send: (data: unknown) => void;
  /** Bytes as they are. */
  readonly write: (text: string) => void;
  readonly end: () => void;
  /** Breaks the connection (RST). */
  readonly reset: () => void;
}

/** A server of events on loopback. */
export interface SseServer {
  readonly baseUrl: string;
  /** Requests so far, in order. */
  readonly exchanges: readonly Exchange[];
  /** Connections so far, closed ones too. */
  readonly connections: number;
  /** Waits for the request number `index`, counted from 0. */
  readonly exchange: (index: number) => Promise<Exchange>;
  readonly close: () => Promise<void>;
}

/** Starts a server that answers by `script`; it is closed at the end of the test at the latest. */
export async function sseServer(script: (exchange: Exchange) => unknown): Promise<SseServer> {
  const exchanges: Exchange[] = [];
  const awaited: PromiseWithResolvers<Exchange>[] = [];
  const slot = (index: number): PromiseWithResolvers<Exchange> =>
    (awaited[index] ??= Promise.withResolvers());
  const disconnections = new Map<Socket, Promise<void>>();
  const server = createServer((request, response) => {
    const disconnected = disconnections.get(request.socket);
    void accept(request, response, disconnected).then((exchange) => {
      slot(exchanges.push(exchange) - 1).resolve(exchange);
      return script(exchange);
    });
  });
  server.on("connection", (socket: Socket) => {
    socket.setNoDelay(true);
    disconnections.set(socket, new Promise((resolve) => socket.once("close", () => resolve())));
  });
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const baseUrl = `http://127.0.0.1:${await listen(server)}/v1`;
  onTestFinished(close);
  return {
    baseUrl,
    exchanges,
    get connections() {
      return disconnections.size;
    },
    exchange: (index) => slot(index).promise,
    close,
  };
}

async function accept(
  request: IncomingMessage,
  response: ServerResponse,
  disconnected: Promise<void> = Promise.resolve(),
): Promise<Exchange> {
  const closed = Promise.withResolvers<"complete" | "cut">();
  response.on("close", () => closed.resolve(response.writableFinished ? "complete" : "cut"));
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
  const respond: Exchange["respond"] = (status, type, framed = true) => {
    if (!framed) {
      response.shouldKeepAlive = false;
      response.useChunkedEncodingByDefault = false;
    }
    response.writeHead(status, { "content-type": type });
    response.flushHeaders();
  };
  const write = (text: string): void => {
    if (!response.headersSent) respond(200, "text/event-stream");
    response.write(text);
  };
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    body,
    closed: closed.promise,
    disconnected,
    respond,
    write,
    send: (data) => write(`data: ${JSON.stringify(data)}\n\n`),
    end: () => void response.end(),
    reset: () => void request.socket.resetAndDestroy(),
  };
}

/** A server that takes connections and never says a word. */
export interface SilentServer {
  readonly port: number;
  /** Settles with the first connection. */
  readonly connected: Promise<void>;
  /** Settles when the first connection is closed. */
  readonly disconnected: Promise<void>;
}

/** Starts a silent server; it is closed at the end of the test. */
export async function silentServer(): Promise<SilentServer> {
  const connected = Promise.withResolvers<void>();
  const disconnected = Promise.withResolvers<void>();
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    connected.resolve();
    socket.on("error", () => {});
    socket.on("close", () => disconnected.resolve());
    socket.resume();
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, connected: connected.promise, disconnected: disconnected.promise };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

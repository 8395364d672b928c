import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { createServer as createTlsServer } from "node:tls";

import type { Certificate } from "./tls.ts";

/** A server on 127.0.0.1 that speaks bytes. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** How many TCP connections were ever made. */
  readonly connections: number;
  /** How many of them are open. */
  readonly open: number;
  /** Resolves once `count` connections were made. */
  readonly connected: (count: number) => Promise<void>;
  /** Resolves once at least one connection was made and none is open. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a raw server listens. */
export interface RawServerOptions {
  /** Speak TLS with this certificate. */
  readonly tls?: Certificate;
}

/**
 * Listens on a free port. A connection whose handler attaches no `data` listener is drained, so that
 * the end of it is seen; one that the handler pauses is not.
 */
export async function rawServer(
  onConnection: (socket: Socket) => void,
  options: RawServerOptions = {},
): Promise<RawServer> {
  const watch = new Watch();
  const server: Server =
    options.tls === undefined ? createTcpServer({ noDelay: true }) : createTlsServer(options.tls);
  server.on("connection", (socket: Socket) => watch.add(socket));
  // A peer that breaks the handshake off is what some tests are about.
  server.on("tlsClientError", () => undefined);
  server.on(options.tls === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    socket.on("error", () => undefined);
    onConnection(socket);
    if (socket.listenerCount("data") === 0 && !socket.isPaused()) socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    watch.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return watch.connections;
    },
    get open() {
      return watch.open;
    },
    connected: (count) => watch.until(() => watch.connections >= count),
    idle: () => watch.until(() => watch.connections > 0 && watch.open === 0),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Counts connections, and tells of it. */
class Watch {
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  connections = 0;

  get open(): number {
    return this.#sockets.size;
  }

  add(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#tell();
    });
    this.#tell();
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** A request as it came off the wire. */
export interface RawRequest {
  /** Request line and header lines, without the blank line. */
  readonly head: string;
  readonly body: Buffer;
  /** Position on its connection, from 0. */
  readonly index: number;
}

/** Reads requests with and without content-length, one after the other, for as long as the connection lasts. */
export function onRequest(socket: Socket, answer: (request: RawRequest) => void): void {
  let bytes = Buffer.alloc(0);
  let index = 0;
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf("\r\n\r\n");
      if (end === -1) return;
      const head = bytes.subarray(0, end).toString("latin1");
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      if (bytes.length < end + 4 + length) return;
      const body = bytes.subarray(end + 4, end + 4 + length);
      bytes = bytes.subarray(end + 4 + length);
      answer({ head, body, index: index++ });
    }
  });
}

/** A server that answers every request with the same bytes, or with what `answer` writes. */
export function httpServer(
  answer: string | ((socket: Socket, request: RawRequest) => void | Promise<void>),
  options?: RawServerOptions,
): Promise<RawServer> {
  return rawServer((socket) => {
    onRequest(socket, (request) => {
      if (typeof answer === "string") socket.write(answer, "latin1");
      else void answer(socket, request);
    });
  }, options);
}

/** A complete keep-alive response. */
export function okResponse(body: string, headers = ""): string {
  return `HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}

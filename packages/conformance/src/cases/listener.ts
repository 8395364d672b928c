import { createServer, type AddressInfo, type Socket } from "node:net";

import type { Bench } from "../case.ts";

/** Something on 127.0.0.1 that need not be an upstream. */
export interface Listener {
  readonly port: number;
  /** Connections ever made, and those that are open. */
  readonly connections: number;
  readonly open: number;
  /** Resolves once none is open. */
  readonly idle: () => Promise<void>;
}

/** Listens until the case is over, and does with each connection what it is told. */
export async function listener(bench: Bench, serve: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let connections = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  bench.defer(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    idle: async () => {
      if (sockets.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Answers with these bytes once something was sent, and leaves the connection open. */
export function answering(bytes: string): (socket: Socket) => void {
  return (socket) => void socket.once("data", () => socket.write(bytes, "latin1"));
}

/** Answers with these bytes once something was sent, and closes the connection. */
export function closing(bytes: string): (socket: Socket) => void {
  return (socket) => void socket.once("data", () => socket.end(bytes, "latin1"));
}

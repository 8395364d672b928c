import { createServer, type AddressInfo, type Socket } from "node:net";
import { TLSSocket, createSecureContext } from "node:tls";

import { testAuthority, validLeaf, type Certificate } from "./certificates.ts";
import type { Connections } from "./connections.ts";
import type { Desk } from "./desk.ts";
import { proxyServer } from "./proxy-server.ts";
import { readRequests } from "./read-requests.ts";
import type { Way } from "./way.ts";
import { writeResponse, type Line } from "./write-response.ts";

/** A desk that is reached over TCP on 127.0.0.1: plain, by TLS, and either through a proxy. */
export async function openServer(
  desk: Desk,
  connections: Connections,
  transport: "tcp" | "tls" | "proxy" | "tls-proxy",
  certificate: Certificate = validLeaf,
): Promise<Way> {
  const tls = transport === "tls" || transport === "tls-proxy";
  const server = await listen(desk, connections, tls ? certificate : undefined);
  const baseUrl = tls ? `https://localhost:${server.port}` : `http://127.0.0.1:${server.port}`;
  const trust = tls ? { tls: { ca: testAuthority } } : {};
  if (transport === "tcp" || transport === "tls") {
    return { baseUrl, settings: { baseUrl, ...trust }, close: server.close };
  }
  const proxy = await proxyServer();
  return {
    baseUrl,
    settings: { baseUrl, proxy: proxy.url, ...trust },
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function listen(
  desk: Desk,
  connections: Connections,
  certificate: Certificate | undefined,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const context = certificate === undefined ? undefined : createSecureContext(certificate);
  const server = createServer({ noDelay: true }, (raw) => {
    sockets.add(raw);
    const closed = connections.add();
    raw.on("error", ignore);
    raw.once("close", () => {
      sockets.delete(raw);
      closed();
    });
    const socket =
      context === undefined ? raw : new TLSSocket(raw, { isServer: true, secureContext: context });
    serve(desk, { socket, reset: () => raw.resetAndDestroy(), left: leftOf(raw, socket) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(desk: Desk, line: Line): void {
  line.socket.on("error", ignore);
  readRequests(line.socket, (request) => writeResponse(line, desk.take(request)));
}

/** Resolves once the other side has closed or reset the connection. */
function leftOf(raw: Socket, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    raw.once("close", () => {
      socket.destroy();
      resolve();
    });
    socket.once("end", () => resolve());
  });
}

/** A connection that breaks is what some upstreams are for. */
function ignore(): void {}

import { connect, type Socket } from "node:net";

import { rawServer, type RawServer } from "./raw-server.ts";
import type { Certificate } from "./tls.ts";

/** A proxy on 127.0.0.1 for CONNECT and absolute-form. */
export interface ProxyServer extends RawServer {
  /** Request lines and headers of what it was asked, in order. */
  readonly heads: readonly string[];
  /** How to reach it, with `userinfo` such as `me:secret@`. */
  readonly url: (userinfo?: string) => URL;
}

/** How a proxy behaves. */
export interface ProxyOptions {
  /** Be an HTTPS proxy. */
  readonly tls?: Certificate;
  /** Does what it likes with the request instead of relaying it. */
  readonly answer?: (socket: Socket, head: string) => void;
}

/** A small proxy: relays bytes to the target that it is asked for, wherever its name would lead, on 127.0.0.1. */
export async function proxyServer({ tls, answer }: ProxyOptions = {}): Promise<ProxyServer> {
  const heads: string[] = [];
  const server = await rawServer(
    (socket) => {
      let bytes = Buffer.alloc(0);
      const onData = (chunk: Buffer): void => {
        bytes = Buffer.concat([bytes, chunk]);
        const end = bytes.indexOf("\r\n\r\n");
        if (end === -1) return;
        const head = bytes.subarray(0, end).toString("latin1");
        heads.push(head);
        socket.off("data", onData);
        if (answer !== undefined) {
          socket.resume();
          answer(socket, head);
          return;
        }
        socket.pause();
        relay(socket, head, bytes.subarray(end + 4));
      };
      socket.on("data", onData);
    },
    tls === undefined ? {} : { tls },
  );
  const scheme = tls === undefined ? "http" : "https";
  // `Object.create` keeps the counters live, which a spread would not.
  return Object.assign(Object.create(server) as RawServer, {
    heads,
    url: (userinfo = "") => new URL(`${scheme}://${userinfo}127.0.0.1:${server.port}`),
  });
}

function relay(socket: Socket, head: string, rest: Buffer): void {
  const [method, target = ""] = head.split(" ");
  const tunnel = method === "CONNECT";
  const { port } = new URL(tunnel ? `http://${target}` : target);
  const upstream = connect(Number(port), "127.0.0.1", () => {
    if (tunnel) socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    else
      upstream.write(Buffer.concat([Buffer.from(`${originForm(head)}\r\n\r\n`, "latin1"), rest]));
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on("error", () => socket.destroy());
  upstream.on("close", () => socket.destroy());
  socket.on("close", () => upstream.destroy());
}

function originForm(head: string): string {
  const [line = "", ...lines] = head.split("\r\n");
  const [method, target = "", version] = line.split(" ");
  const { pathname, search } = new URL(target);
  return [`${method} ${pathname}${search} ${version}`, ...lines].join("\r\n");
}

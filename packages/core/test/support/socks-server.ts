import { connect, type Socket } from "node:net";

import { rawServer, type RawServer } from "./raw-server.ts";

/** What a client of the proxy asked for. */
interface SocksRequest {
  /** Ways to log in that it offered. */
  readonly methods: readonly number[];
  /** `user:password` as it was sent, where it was. */
  readonly login: string | undefined;
  /** Kind of the address: 1 IPv4, 3 a name, 4 IPv6. */
  readonly kind: number;
  readonly host: string;
  readonly port: number;
}

/** A SOCKS5 proxy on 127.0.0.1. */
export interface SocksServer extends RawServer {
  /** Requests that it understood, in order. */
  readonly requests: readonly SocksRequest[];
  /** How to reach it, with `userinfo` such as `me:secret@`. */
  readonly url: (userinfo?: string, scheme?: "socks5" | "socks5h") => URL;
}

/** How it behaves. */
export interface SocksOptions {
  /** `user:password` that it asks for. */
  readonly login?: string;
  /** Code of its reply to a request; 0 relays. */
  readonly reply?: number;
  /** Address in its reply, with the kind in front and the port behind. */
  readonly bound?: readonly number[];
  /** How it sends what it says before the relay: the whole unless told. */
  readonly send?: (socket: Socket, bytes: Buffer) => void;
}

const ANYWHERE = [1, 0, 0, 0, 0, 0, 0];

/** A proxy that relays to the port it is asked for, wherever the host would lead, on 127.0.0.1. */
export async function socksServer(options: SocksOptions = {}): Promise<SocksServer> {
  const { login, reply = 0, bound = ANYWHERE } = options;
  const send = options.send ?? ((socket: Socket, bytes: Buffer) => void socket.write(bytes));
  const requests: SocksRequest[] = [];
  const server = await rawServer((socket) => {
    void serve(socket).catch(() => socket.destroy());
  });

  async function serve(socket: Socket): Promise<void> {
    const say = (...bytes: readonly number[]): void => send(socket, Buffer.from(bytes));
    const read = reader(socket);
    const [, count = 0] = await read(2);
    const methods = [...(await read(count))];
    const method = login === undefined ? 0 : 2;
    if (!methods.includes(method)) return say(5, 0xff);
    say(5, method);
    const given = method === 2 ? await readLogin(read) : undefined;
    if (login !== undefined) say(1, given === login ? 0 : 1);
    if (given !== login) return;
    const [, , , kind = 0] = await read(4);
    const host = hostOf(kind, await read(kind === 3 ? one(await read(1)) : kind === 1 ? 4 : 16));
    const port = (await read(2)).readUInt16BE();
    requests.push({ methods, login: given, kind, host, port });
    if (reply !== 0) return say(5, reply, 0, ...bound);
    socket.pause();
    const upstream = connect(port, "127.0.0.1", () => {
      say(5, 0, 0, ...bound);
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => socket.destroy());
    upstream.on("close", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  }

  return Object.assign(Object.create(server) as RawServer, {
    requests,
    url: (userinfo = "", scheme = "socks5h") =>
      new URL(`${scheme}://${userinfo}127.0.0.1:${server.port}`),
  });
}

type Read = (length: number) => Promise<Buffer>;

/** Reads so many bytes; rejects where the client leaves before. */
function reader(socket: Socket): Read {
  return async (length) => {
    for (;;) {
      const bytes: unknown = length === 0 ? Buffer.alloc(0) : socket.read(length);
      if (Buffer.isBuffer(bytes)) return bytes;
      await new Promise<void>((resolve, reject) => {
        socket.once("readable", resolve);
        socket.once("close", () => reject(new Error("closed")));
      });
    }
  };
}

async function readLogin(read: Read): Promise<string> {
  await read(1);
  const name = await read(one(await read(1)));
  const password = await read(one(await read(1)));
  return `${name.toString("utf8")}:${password.toString("utf8")}`;
}

function one([byte = 0]: Buffer): number {
  return byte;
}

function hostOf(kind: number, bytes: Buffer): string {
  if (kind === 3) return bytes.toString("latin1");
  return kind === 1 ? bytes.join(".") : (bytes.toString("hex").match(/.{4}/g) ?? []).join(":");
}

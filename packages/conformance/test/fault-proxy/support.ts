import { connect, createServer, type AddressInfo, type Socket } from "node:net";

import { onTestFinished } from "vitest";

import { faultProxy, type FaultProxy } from "../../src/fault-proxy/fault-proxy.ts";
import type { FaultAction, FaultPlan } from "../../src/fault-proxy/plan.ts";

/** A server that says the same to everybody, hears everything, and then ends, unless `keep`. */
export interface Speaker {
  readonly port: number;
  readonly heard: () => string;
  /** Resolves once a client has ended or broken its connection. */
  readonly left: Promise<void>;
}

export async function speaker(says: string, keep = false): Promise<Speaker> {
  const sockets = new Set<Socket>();
  const left = Promise.withResolvers<void>();
  let heard = "";
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => left.resolve());
    socket.on("end", () => {
      left.resolve();
      socket.end();
    });
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString("latin1")));
    if (keep) socket.write(says);
    else socket.end(says);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, heard: () => heard, left: left.promise };
}

/** A fault proxy that is closed with the test; an action is a plan that never changes. */
export async function proxied(
  port: number,
  plan: FaultPlan | FaultAction,
  seed?: number,
): Promise<FaultProxy> {
  const decide = typeof plan === "function" ? plan : (): FaultAction => plan;
  const proxy = await faultProxy(port, decide, seed === undefined ? {} : { seed });
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A client that keeps what it is told. */
export class Client {
  readonly socket: Socket;
  readonly pieces: Buffer[] = [];
  /** How the server's side ended. */
  readonly ended: Promise<"end" | "reset">;
  #waiting: (() => void)[] = [];

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    this.ended = new Promise((resolve) => {
      this.socket.once("end", () => resolve("end"));
      this.socket.once("error", () => resolve("reset"));
    });
    this.socket.on("data", (piece: Buffer) => {
      this.pieces.push(piece);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    onTestFinished(() => void this.socket.destroy());
  }

  get text(): string {
    return Buffer.concat(this.pieces).toString("latin1");
  }

  /** Resolves once so many bytes have come. */
  async bytes(count: number): Promise<void> {
    while (this.text.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

/** Lets everything that is due run. */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

import { Connections } from "../simulator/connections.ts";
import { seeded } from "../simulator/seeded.ts";
import { FaultedPair } from "./faulted-pair.ts";
import { playAlone } from "./no-upstream.ts";
import type { FaultAction, FaultPlan } from "./plan.ts";

/** How a fault proxy is set up. */
export interface FaultProxyOptions {
  /** Decides the random numbers of the plan. Default: another one each time. */
  readonly seed?: number;
}

/** A relay on 127.0.0.1 that breaks connections as planned. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** What to start it with for the same random numbers: tell it where a test failed. */
  readonly seed: number;
  /** How many connections were ever made to it. */
  readonly connections: number;
  readonly open: number;
  /** Bytes that it passed on to the upstream, and from it. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** Resolves once no connection is open. */
  readonly idle: () => Promise<void>;
  /** Ends it with every connection: its port then refuses. */
  readonly close: () => Promise<void>;
}

const PASS: FaultAction = { type: "pass" };

/**
 * Starts a relay to a port of 127.0.0.1, where anything that speaks TCP may listen: a simulated upstream,
 * a proxy in front of one, a database. Nagle's delay is off, halves of connections close by themselves.
 */
export async function faultProxy(
  upstreamPort: number,
  plan: FaultPlan,
  options: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const sockets = new Set<Socket>();
  const connections = new Connections();
  const bytes = { up: 0, down: 0 };
  const track = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const number = connections.made;
    client.once("close", connections.add());
    track(client);
    const random = seeded(seed + Math.imul(number, 0x9e_37_79_b9));
    let action = PASS;
    const decide = (up: number, down: number): FaultAction => {
      action = plan(number, up, down, random) ?? action;
      return action;
    };
    if (playAlone(client, decide(0, 0))) return;
    const upstream = connect({ port: upstreamPort, host: "127.0.0.1", allowHalfOpen: true });
    upstream.setNoDelay(true);
    track(upstream);
    void new FaultedPair(client, upstream, {
      decide,
      passed: (direction, count) => (bytes[direction] += count),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    port: (server.address() as AddressInfo).port,
    seed,
    get connections() {
      return connections.made;
    },
    get open() {
      return connections.open;
    },
    get bytesUp() {
      return bytes.up;
    },
    get bytesDown() {
      return bytes.down;
    },
    idle: () => connections.idle(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

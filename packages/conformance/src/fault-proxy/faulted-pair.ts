import type { Socket } from "node:net";

import { write } from "../simulator/write.ts";
import { fateOf, type Fate } from "./pieces.ts";
import type { Direction, FaultAction } from "./plan.ts";

/** What a pair of connections tells of itself. */
export interface PairWatch {
  /** What is to be done now, with so many bytes passed. */
  readonly decide: (bytesUp: number, bytesDown: number) => FaultAction;
  readonly passed: (direction: Direction, bytes: number) => void;
}

/** A client and its upstream, with the fault between them. */
export class FaultedPair {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #watch: PairWatch;
  readonly #bytes: Record<Direction, number> = { up: 0, down: 0 };
  readonly #timers = new Map<NodeJS.Timeout, () => void>();

  constructor(client: Socket, upstream: Socket, watch: PairWatch) {
    this.#client = client;
    this.#upstream = upstream;
    this.#watch = watch;
    this.#pump("up", client, upstream);
    this.#pump("down", upstream, client);
    client.once("close", () => this.#end(upstream));
    upstream.once("close", () => this.#end(client));
    upstream.once("error", () => client.resetAndDestroy());
  }

  #pump(direction: Direction, from: Socket, to: Socket): void {
    let stalled = false;
    let last: Promise<void> = Promise.resolve();
    const relay = async (piece: Uint8Array): Promise<void> => {
      from.pause();
      const next = await this.#pass(direction, to, piece);
      if (next === "half-close") to.end();
      stalled = next === "stall";
      if (!stalled) from.resume();
    };
    from.on("data", (piece: Buffer) => {
      last = relay(piece);
    });
    // The end of what is paused is told all the same, once everything was read.
    from.once("end", () => void last.then(() => stalled || to.end()));
  }

  async #pass(direction: Direction, to: Socket, piece: Uint8Array): Promise<Fate["next"]> {
    const action = this.#watch.decide(this.#bytes.up, this.#bytes.down);
    const fate = fateOf(action, direction, this.#bytes[direction], piece);
    for (const bytes of fate.writes) {
      if (fate.waitMs !== undefined) await this.#wait(fate.waitMs(bytes.length));
      if (to.destroyed) return undefined;
      await write(to, bytes);
      this.#bytes[direction] += bytes.length;
      this.#watch.passed(direction, bytes.length);
    }
    if (fate.next === "rst") this.#both((socket) => socket.resetAndDestroy());
    if (fate.next === "fin") this.#both((socket) => socket.destroySoon());
    return fate.next;
  }

  #both(end: (socket: Socket) => void): void {
    end(this.#client);
    end(this.#upstream);
  }

  /** One side has gone: what waits is let go, and the other side ends. */
  #end(other: Socket): void {
    for (const [timer, resolve] of this.#timers) {
      clearTimeout(timer);
      resolve();
    }
    this.#timers.clear();
    other.destroySoon();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.set(timer, resolve);
    });
  }
}

import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";

/** An address on 127.0.0.1 that neither accepts nor refuses a connection. */
export interface BlackHole extends AsyncDisposable {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Listens with the shortest backlog in a thread that never accepts; the backlog is filled from here. */
const LISTENER = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ host: "127.0.0.1", port: 0, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;
const BACKLOG = 2;

/** Opens a black hole: connecting to it goes on until somebody gives up. */
export async function blackHole(): Promise<BlackHole> {
  const worker = new Worker(LISTENER, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once("message", resolve));
  const fillers: Socket[] = [];
  for (let count = 0; count < BACKLOG; count++) {
    const filler = connect(port, "127.0.0.1");
    filler.on("error", () => undefined);
    fillers.push(filler);
    await new Promise<void>((resolve) => filler.once("connect", () => resolve()));
  }
  const close = async (): Promise<void> => {
    for (const filler of fillers) filler.destroy();
    await worker.terminate();
  };
  return { port, close, [Symbol.asyncDispose]: close };
}

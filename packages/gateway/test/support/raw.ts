import { connect, type Socket } from "node:net";

/** What came over a connection until it was closed or an answer was complete. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Writes bytes to a port of this machine, and reads the head and body of the first answer. */
export async function rawRequest(port: number, bytes: string | Uint8Array): Promise<RawAnswer> {
  const socket = await open(port);
  const { promise, resolve } = Promise.withResolvers<void>();
  const pieces: Buffer[] = [];
  const text = (): string => Buffer.concat(pieces).toString("latin1");
  socket.on("data", (piece) => {
    pieces.push(piece);
    if (isComplete(text())) resolve();
  });
  socket.once("close", () => resolve());
  // A server that refuses may reset what is still being sent.
  socket.on("error", () => resolve());
  socket.write(bytes);
  await promise;
  socket.destroy();
  const status = Number(/^HTTP\/1\.1 (?<status>\d{3})/.exec(text())?.groups?.["status"] ?? 0);
  return { status, text: text() };
}

/** A connection to a port of this machine. */
export async function open(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return socket;
}

function isComplete(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = /^content-length: (?<length>\d+)$/im.exec(text.slice(0, end))?.groups?.["length"];
  return length !== undefined && text.length - end - 4 >= Number(length);
}

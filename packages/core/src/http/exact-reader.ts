import type { Socket } from "node:net";

interface Wanted extends PromiseWithResolvers<Buffer> {
  readonly length: number;
}

/** Reads a socket byte by byte as told, and leaves all that was not asked for where it is. */
export class ExactReader {
  readonly #socket: Socket;
  #wanted: Wanted | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("readable", this.#onReadable);
    socket.on("error", this.#onError);
    socket.on("end", this.#onEnd);
    socket.on("close", this.#onEnd);
  }

  /** Exactly `length` bytes. Rejects where the socket fails or ends before; one at a time. */
  read(length: number): Promise<Buffer> {
    const wanted = { length, ...Promise.withResolvers<Buffer>() };
    this.#wanted = wanted;
    if (this.#socket.destroyed || this.#socket.readableEnded) this.#onEnd();
    else this.#onReadable();
    return wanted.promise;
  }

  /** Leaves the socket to its next reader. */
  release(): void {
    this.#socket.off("readable", this.#onReadable);
    this.#socket.off("error", this.#onError);
    this.#socket.off("end", this.#onEnd);
    this.#socket.off("close", this.#onEnd);
  }

  readonly #onReadable = (): void => {
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    const bytes: unknown = this.#socket.read(wanted.length);
    if (!Buffer.isBuffer(bytes)) return;
    // At the end of a stream `read` gives what is left.
    if (bytes.length < wanted.length) return this.#onEnd();
    this.#wanted = undefined;
    wanted.resolve(bytes);
  };

  readonly #onError = (error: Error): void => {
    this.#wanted?.reject(error);
    this.#wanted = undefined;
  };

  readonly #onEnd = (): void => {
    this.#onError(Object.assign(new Error("closed before the reply"), { code: "ECONNRESET" }));
  };
}

import { connect, type Socket } from "node:net";

/** Bytes sent to a server and what came back, as it came. */
export class Exchange {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #changed: () => void = () => {};

  constructor(port: number, request: string | Buffer) {
    this.#socket = connect(port, "127.0.0.1");
    this.#socket.on("data", (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#changed();
    });
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.#ended = true;
      this.#changed();
    });
    this.#socket.write(request);
  }

  /** One character a byte. */
  get text(): string {
    return this.#received.toString("latin1");
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Resolves once `done` holds; rejects if the server closes before. */
  async until(done: (text: string) => boolean): Promise<void> {
    while (!done(this.text)) {
      if (this.#ended) throw new Error(`closed too early, after:\n${this.text}`);
      await this.#change();
    }
  }

  async untilEnd(): Promise<string> {
    while (!this.#ended) await this.#change();
    return this.text;
  }

  leave(): void {
    this.#socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#changed = resolve));
  }
}

/** The answer to a request that ends by itself. */
export function exchange(port: number, request: string | Buffer): Promise<string> {
  return new Exchange(port, request).untilEnd();
}

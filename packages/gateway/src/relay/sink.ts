import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** What is collected within one turn of the event loop is written at once; more than this, sooner. */
const MOST_PENDING = 65_536;

/** How a {@link Sink} writes. */
export interface SinkOptions {
  /** Sent with status 200 before the first text. */
  readonly headers: OutgoingHttpHeaders;
  /** How long a client may take nothing, in ms, before it is cut off. */
  readonly writeStallMs: number;
}

/**
 * The text of one answer on its way to the client: one write for all that one turn brings. The first text
 * is what a client waits for: it leaves at once, with the head.
 */
export class Sink {
  /** Whether the head was sent: from then on an error is no status any more. */
  started = false;
  /** How many writes there were. */
  writes = 0;
  readonly #response: ServerResponse;
  readonly #options: SinkOptions;
  #held = "";
  #pending = "";
  #scheduled = false;
  #blocked: PromiseWithResolvers<void> | undefined;

  constructor(response: ServerResponse, options: SinkOptions) {
    this.#response = response;
    this.#options = options;
    response.on("drain", this.#onDrain);
    response.once("close", this.#onDrain);
  }

  /** Sent before the first text. */
  hold(text: string): void {
    this.#held += text;
  }

  /** Adds text; unless it is the first, it is sent when this turn of the event loop is over. */
  add(text: string): void {
    if (text === "") return;
    this.#pending += text;
    if (!this.started || this.#pending.length >= MOST_PENDING) this.flush();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#onTurn);
    }
  }

  /** Whether text was added that is to be sent, or was. */
  get committed(): boolean {
    return this.started || this.#pending !== "";
  }

  /** Sends what there is, at least the head. */
  flush(): void {
    if (this.#response.closed) return;
    if (!this.started) this.#start();
    if (this.#pending === "") return;
    const text = this.#pending;
    this.#pending = "";
    this.writes++;
    if (!this.#response.write(text)) this.#block();
  }

  /** Undefined where the client keeps up; else settles when it has caught up, or is gone. */
  get blocked(): Promise<void> | undefined {
    return this.#blocked?.promise;
  }

  /** Sends what there is, then `text`, then the end. */
  end(text: string): void {
    if (this.#response.closed) return;
    this.#pending += text;
    if (!this.started) this.#start();
    this.writes++;
    this.#response.end(this.#pending);
    this.#pending = "";
    if (this.#response.writableLength > 0) this.#watch();
  }

  #start(): void {
    this.started = true;
    this.#response.writeHead(200, this.#options.headers);
    this.#pending = this.#held + this.#pending;
    // Silence is long: what is here must not wait for the first text.
    if (this.#pending === "") this.#response.flushHeaders();
  }

  #block(): void {
    this.#blocked ??= Promise.withResolvers();
    this.#watch();
  }

  /** The clock of the socket starts again with every byte that the client takes. */
  #watch(): void {
    this.#response.socket?.setTimeout(this.#options.writeStallMs);
  }

  readonly #onTurn = (): void => {
    this.#scheduled = false;
    if (this.#pending !== "") this.flush();
  };

  readonly #onDrain = (): void => {
    const blocked = this.#blocked;
    this.#blocked = undefined;
    if (!this.#response.closed) this.#response.socket?.setTimeout(0);
    blocked?.resolve();
  };
}

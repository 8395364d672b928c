import { createHash, type Hash } from "node:crypto";

import { micros, type Asked } from "./wire.ts";

/** The text of a stream, event by event: number, time and padding; behind the last one the SHA-256 of all of it. */
export class Spoken {
  readonly #events: number;
  readonly #padding: string;
  readonly #hash: Hash = createHash("sha256");
  #next = 0;

  constructor({ events, bytes }: Asked) {
    this.#events = events;
    this.#padding = "x".repeat(bytes);
  }

  /** The text of the next event, of which there are as many as were asked for. */
  next(): string {
    const text = `${this.#next}:${micros()}:${this.#padding};`;
    this.#hash.update(text, "latin1");
    this.#next++;
    return this.#next < this.#events ? text : `${text}${this.#hash.digest("hex")};`;
  }
}

/** What a client read of such a text, and how late each event came. */
export class Heard {
  /** ms from upstream's write to here, one for each event. */
  readonly lags: number[] = [];
  readonly #events: number;
  readonly #hash: Hash = createHash("sha256");
  #isComplete = false;
  #rest = "";

  constructor({ events }: Asked) {
    this.#events = events;
  }

  /** @throws Error where a number is missing, double or out of order, or the SHA-256 is another. */
  add(text: string): void {
    const now = micros();
    const pieces = (this.#rest + text).split(";");
    this.#rest = pieces.pop() ?? "";
    for (const piece of pieces) {
      if (this.lags.length < this.#events) this.#event(piece, now);
      else this.#sum(piece);
    }
  }

  /** @throws Error where something is missing at the end, or left over. */
  end(): void {
    if (!this.#isComplete) throw new Error(`${this.lags.length} of ${this.#events} events`);
    if (this.#rest !== "") throw new Error("text behind the last event");
  }

  #event(piece: string, now: number): void {
    const [index, sent] = piece.split(":", 2);
    const wanted = this.lags.length;
    if (Number(index) !== wanted) throw new Error(`event ${index} came for ${wanted}`);
    this.#hash.update(`${piece};`, "latin1");
    this.lags.push((now - Number(sent)) / 1_000);
  }

  #sum(piece: string): void {
    if (this.#isComplete) throw new Error("text behind the last event");
    const read = this.#hash.digest("hex");
    if (piece !== read) throw new Error("the text read has another SHA-256 than the text sent");
    this.#isComplete = true;
  }
}

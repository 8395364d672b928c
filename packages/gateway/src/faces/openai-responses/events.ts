import type { Json } from "./response.ts";

/** The events of one stream, numbered in order. */
export class Events {
  #next = 0;

  /** The number of the next event. */
  next(): number {
    return this.#next++;
  }

  /** Goes on behind an event of this number. */
  after(number: number): void {
    this.#next = number + 1;
  }

  /** One event as it is sent. */
  event(type: string, fields: Json): string {
    const data = JSON.stringify({ type, sequence_number: this.next(), ...fields });
    return `event: ${type}\ndata: ${data}\n\n`;
  }
}

import type { CaseReport } from "../report.ts";

/** Where progress goes: one line that is written over on a terminal, a line now and then elsewhere. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

const EVERY = 100;
const CLEAR = "\r\u001B[K";

/** Tells how far a run is. */
export class Progress {
  readonly #stream: ProgressStream;
  #over = 0;
  #failed = 0;
  #shown = false;

  constructor(stream: ProgressStream) {
    this.#stream = stream;
  }

  onCase({ id, status }: CaseReport, of: number): void {
    this.#over++;
    if (status === "failed") this.#failed++;
    const line = `${this.#over}/${of}, ${this.#failed} failed`;
    if (this.#stream.isTTY === true) {
      const room = (this.#stream.columns ?? 80) - 1;
      this.#stream.write(`${CLEAR}${`${line}  ${id}`.slice(0, room)}`);
      this.#shown = true;
    } else if (this.#over % EVERY === 0) {
      this.#stream.write(`conformance: ${line}\n`);
    }
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown) this.#stream.write(CLEAR);
  }
}
